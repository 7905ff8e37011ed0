using SocialCommerce.Payouts.Batches;
using SocialCommerce.Payouts.Payees;

namespace SocialCommerce.Payouts.Transfers;

/// <summary>A transfer as it is read; another module knows the ids of its statements.</summary>
public sealed record TransferRow(
    long TransferKey, long BatchKey, string TransferNo, long[] StatementKeys, long PayeeKey, byte[] Name,
    string CustomerId, string Masked, string Channel, long Gross, long Tax, long Net, string TaxMonth, string State,
    DateTimeOffset SubmittedAt, DateTimeOffset? ClosedAt, DateTimeOffset? ReturnedAt, string? Reference,
    string[] InvoiceNos, string? Reason)
{
    /// <summary>As the API shows it.</summary>
    public RegisteredTransfer ToTransfer(
        Caller caller, SecretProtector protector, IReadOnlyDictionary<long, string> statements)
    {
        var shop = caller.Shop;
        return new RegisteredTransfer(
            PublicId.Of(PayoutBatch.Prefix, BatchKey), TransferNo,
            [.. StatementKeys.Select(key => statements.GetValueOrDefault(key)).OfType<string>()],
            PublicId.Of(Payee.Prefix, PayeeKey), protector.Name(caller, PayeeKey, Name), CustomerId, Masked, Channel,
            shop.Money(Gross), shop.Money(Tax), shop.Money(Net), TaxMonth, State, SubmittedAt,
            State is "paid" or "returned" ? ClosedAt : null, ClosedAt, ReturnedAt, Reference, InvoiceNos, Reason);
    }
}
