using SocialCommerce.Flows.Upline;
using SocialCommerce.Ladder.Products;

namespace SocialCommerce.Flows.Orders;

/// <summary>What an order's commission is computed from, besides the order and the plan.</summary>
/// <param name="BuyerKey">The buyer; 0 for a customer unknown to the shop.</param>
/// <param name="OrderKey">The order; 0 for one that is only simulated.</param>
/// <param name="Chain">The people above the buyer.</param>
/// <param name="Floors">What they hold over those below them; null where the plan keeps no floors.</param>
/// <param name="Products">What is known of the products, by id.</param>
/// <param name="Rests">What is left of the version's budgets, by rule.</param>
/// <param name="TimeZone">The shop's zone.</param>
/// <param name="Number">Which of the buyer's orders it is; read where the version counts them.</param>
/// <param name="NetOfTax">Whether points, growth and spend count without the tax that prices include.</param>
/// <param name="StandIn">The house account, where the buyer had no referrer.</param>
internal sealed record OrderFacts(
    long BuyerKey, long OrderKey, UplineInputs Chain, FloorInputs? Floors,
    IReadOnlyDictionary<string, ProductFacts> Products, IReadOnlyDictionary<string, long> Rests,
    string TimeZone, long? Number = null, bool NetOfTax = false, HouseReferrer? StandIn = null);
