namespace SocialCommerce.Payouts.Returns;

/// <summary>A transfer of which a return is reported or decided.</summary>
internal sealed record ReturnedTransfer(long TransferKey, long CustomerKey, string Channel, string State, long Net);
