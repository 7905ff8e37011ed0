namespace SocialCommerce.Payouts.Returns;

/// <summary>A bill of which a return is reported or decided.</summary>
internal sealed record ReturnedTransfer(long BillKey, long CustomerKey, string Channel, string State, long Net);
