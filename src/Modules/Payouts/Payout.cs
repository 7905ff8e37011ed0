using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Payouts;

/// <summary>A batch of payouts (打款批次).</summary>
/// <param name="BatchId">Its id.</param>
/// <param name="Channel"><c>manual</c> or <c>wechat</c>.</param>
/// <param name="Status"><c>created</c>, <c>approved</c> or <c>cancelled</c>.</param>
/// <param name="Payouts">How many payouts it has.</param>
/// <param name="Settled">What statements settled of it.</param>
/// <param name="Reversed">What reversals booked since have taken back.</param>
/// <param name="Gross">What is paid before tax: as it stands now, while it waits.</param>
/// <param name="Tax">Withheld.</param>
/// <param name="Net">What goes to the payees.</param>
/// <param name="Skipped">Who was asked for and may not be paid, and why.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="PeriodEnd">Only statements of periods that end by then.</param>
/// <param name="DecidedBy">Who approved or cancelled it.</param>
/// <param name="DecidedAt">When.</param>
/// <param name="Reason">Why it was cancelled.</param>
/// <param name="SettingsVersion">Version of the payout settings that judged it: when it was made, and again when it was
/// approved.</param>
public sealed record PayoutBatch(
    string BatchId, string Channel, string Status, int Payouts, Money Settled, Money Reversed, Money Gross, Money Tax,
    Money Net, IReadOnlyList<SkippedCustomer> Skipped, string CreatedBy, DateTimeOffset CreatedAt,
    DateTimeOffset? PeriodEnd, string? DecidedBy, DateTimeOffset? DecidedAt, string? Reason, int? SettingsVersion)
{
    /// <summary>Prefix of ids.</summary>
    internal const string Prefix = "pob";

    /// <summary>The key of an id, or 404.</summary>
    internal static long KeyOf(string batchId) =>
        PublicId.KeyOf(Prefix, batchId) ?? throw Refused.NotFound("payout batch", batchId);

    /// <summary>A batch as the API shows it.</summary>
    internal static PayoutBatch Of(Shop shop, ReadBatch read)
    {
        var payouts = read.Payouts.Select(row => Payout.Of(shop, read, row)).ToList();
        Money Sum(Func<Payout, Money> part) => shop.Money(payouts.Sum(payout => part(payout).Amount));
        var row = read.Row;
        return new PayoutBatch(
            PublicId.Of(Prefix, row.BatchKey), row.Channel, row.Status, payouts.Count, Sum(one => one.Settled),
            Sum(one => one.Reversed), Sum(one => one.Gross), Sum(one => one.Tax), Sum(one => one.Net),
            Json.Read<List<SkippedCustomer>>(row.Skipped), row.CreatedBy, row.CreatedAt, row.PeriodEnd, row.DecidedBy,
            row.DecidedAt, row.Reason, row.SettingsVersion);
    }
}

/// <summary>Somebody who may not be paid.</summary>
/// <param name="CustomerId">Who.</param>
/// <param name="Reason"><c>noPayee</c>, <c>notVerified</c>, <c>noAgreement</c>, <c>noAccount</c>,
/// <c>accountAltered</c> (the account that is kept is not the one that was approved), <c>accountPaused</c>,
/// <c>inAnotherBatch</c>, <c>nothingToPay</c>, <c>belowMinimum</c>, <c>noInvoice</c> or <c>invoiceTooSmall</c>;
/// what it is about stays in the statements for a later batch.</param>
public sealed record SkippedCustomer(string CustomerId, string Reason);

/// <summary>What one customer is paid in a batch: one taxable event, however many bills it takes.</summary>
/// <param name="PayoutId">Its id.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="PayeeId">The legal person.</param>
/// <param name="Account">The account, masked.</param>
/// <param name="State"><c>created</c>, <c>submitting</c>, <c>submitted</c>, <c>awaitingConfirmation</c>, <c>paid</c>,
/// <c>failed</c>, <c>expired</c>, <c>cancelled</c> or <c>returned</c>: the state of the bill that is least far.</param>
/// <param name="Settled">What statements settled of it.</param>
/// <param name="Reversed">What reversals booked since have taken back: it stays, and is netted by statements.</param>
/// <param name="Gross">What is paid before tax.</param>
/// <param name="Tax">Withheld.</param>
/// <param name="Net">What goes to the payee.</param>
/// <param name="Bills">Its bills at the channel, once it is approved.</param>
/// <param name="Reason">Why it is not, or was not, paid.</param>
public sealed record Payout(
    string PayoutId, string CustomerId, string PayeeId, string Account, string State, Money Settled, Money Reversed,
    Money Gross, Money Tax, Money Net, IReadOnlyList<PayoutBill> Bills, string? Reason)
{
    /// <summary>Prefix of ids.</summary>
    internal const string Prefix = "pay";

    private static readonly string[] Order =
    [
        "submitting", "submitted", "awaitingConfirmation", "failed", "expired", "cancelled", "returned", "paid",
    ];

    internal static Payout Of(Shop shop, ReadBatch read, PayoutRow row)
    {
        var bills = read.Bills.Where(bill => bill.PayoutKey == row.PayoutKey).ToList();
        var planned = read.Planned.GetValueOrDefault(row.PayoutKey);
        // A bill that was asked for again stands beside the one that expired, and is counted instead of it.
        var standing = bills.Where(bill => !bill.Replaced).ToList();
        var (gross, tax) = planned is null
            ? (standing.Sum(bill => bill.Gross), standing.Sum(bill => bill.Tax))
            : (planned.Gross, planned.Tax);
        var state = standing.Count == 0
            ? row.Status
            : standing.Select(bill => bill.State).MinBy(word => Array.IndexOf(Order, word))!;
        return new Payout(
            PublicId.Of(Prefix, row.PayoutKey), row.CustomerId, PublicId.Of(Payee.Prefix, row.PayeeKey), row.Masked,
            state, shop.Money(planned?.Settled ?? row.Proposed), shop.Money(planned?.Reversed ?? 0), shop.Money(gross),
            shop.Money(tax), shop.Money(gross - tax), [.. bills.Select(bill => PayoutBill.Of(shop, bill))],
            planned?.Obstacle ?? row.Reason);
    }
}

/// <summary>A bill at the channel.</summary>
/// <param name="BillNo">Our number of it there, fixed before the channel first hears of it.</param>
/// <param name="State"><c>submitting</c>, <c>submitted</c>, <c>awaitingConfirmation</c>, <c>paid</c>, <c>failed</c>,
/// <c>expired</c>, <c>cancelled</c>, or <c>returned</c> after it was paid.</param>
/// <param name="Gross">Its part of the payout.</param>
/// <param name="Tax">Its part of the tax.</param>
/// <param name="Net">What goes to the payee.</param>
/// <param name="TaxMonth">The month in which it counts for the tax.</param>
/// <param name="SubmittedAt">When it was booked and handed to the channel.</param>
/// <param name="ClosedAt">When it was paid, or failed finally.</param>
/// <param name="ReturnedAt">When the return of what had been paid was booked.</param>
/// <param name="Reason">Why it failed, or came back.</param>
/// <param name="Reference">The channel's own number.</param>
/// <param name="ConfirmBefore">Until when the payee has to confirm it.</param>
/// <param name="Replaces">The expired bill instead of which it was asked for.</param>
/// <param name="Problem">What the channel answered last, while it is not clear what became of it.</param>
/// <param name="CancelReason">Why somebody asked for it back; the state says whether that was in time.</param>
public sealed record PayoutBill(
    string BillNo, string State, Money Gross, Money Tax, Money Net, string TaxMonth, DateTimeOffset SubmittedAt,
    DateTimeOffset? ClosedAt, DateTimeOffset? ReturnedAt, string? Reason, string? Reference,
    DateTimeOffset? ConfirmBefore, string? Replaces, string? Problem, string? CancelReason)
{
    internal static PayoutBill Of(Shop shop, BillRow row) => new(
        row.BillNo, row.State, shop.Money(row.Gross), shop.Money(row.Tax), shop.Money(row.Net), row.TaxMonth,
        row.SubmittedAt, row.ClosedAt, row.ReturnedAt, row.Reason, row.Reference,
        row.State == "awaitingConfirmation" ? row.ConfirmBefore : null, row.Replaces, row.Problem,
        row.CancelReason);
}
