using SocialCommerce.Ladder.Orders;

namespace SocialCommerce.Ladder.OrderRecords;

/// <summary>An order that is being recorded.</summary>
/// <param name="OrderKey">Its new key.</param>
/// <param name="BuyerKey">Who bought.</param>
/// <param name="Content">As the shop reported it.</param>
/// <param name="Dues">What the buyer owed for each line.</param>
/// <param name="Values">What the plan counts of each line.</param>
/// <param name="Warnings">What its sender should know.</param>
/// <param name="Answer">The answer, kept to be given again.</param>
/// <param name="AcquiredBy">What brings the buyer if this is the buyer's first order.</param>
/// <param name="NewProducts">Products that have not been declared.</param>
public sealed record NewOrder(
    long OrderKey, long BuyerKey, OrderContent Content, IReadOnlyList<long> Dues, IReadOnlyList<long> Values,
    IReadOnlyList<OrderWarning> Warnings, string Answer, string AcquiredBy, IReadOnlyList<string> NewProducts);
