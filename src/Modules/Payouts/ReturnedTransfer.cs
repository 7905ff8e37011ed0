using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Payouts;

/// <summary>A bill of which a return is reported or decided.</summary>
internal sealed record ReturnedTransfer(long BillKey, long CustomerKey, string Channel, string State, long Net);
