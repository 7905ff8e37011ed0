using SocialCommerce.Payouts.Accounts;

namespace SocialCommerce.Payouts.Wechat;

/// <summary>A WeChat transfer that a process has taken up.</summary>
internal sealed record PendingTransfer(
    long TransferKey, string TransferNo, string State, long Net, DateTimeOffset? ConfirmBefore,
    DateTimeOffset? ClosedAt, int Attempts, DateTimeOffset? FirstCallAt, byte[]? Request, string? Package,
    string? Problem, DateTimeOffset? NextCallAt, DateTimeOffset? CancelAskedAt, long PayeeKey, byte[] Name,
    long AccountKey, byte[] Details, string? ApprovedHash)
{
    /// <summary>The account that it goes to.</summary>
    public AccountToPay Account => new(AccountKey, PayeeKey, Details, ApprovedHash);
}
