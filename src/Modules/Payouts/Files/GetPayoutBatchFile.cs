using SocialCommerce.Payouts.Accounts;
using SocialCommerce.Payouts.Batches;
using SocialCommerce.Payouts.Settings;

namespace SocialCommerce.Payouts.Files;

/// <summary>
/// Gets the payment file of an approved manual batch for the bank, with names and accounts in full: the product's own
/// <c>csv</c>, an ISO 20022 <c>pain001</c> (pain.001.001.09), or a <c>bankCsv</c> with execution date and amounts in
/// the major unit. The first request creates the file; later ones return the same bytes and hash. The last two are
/// drawn on the debtor of the payout settings; another execution date needs a replacement. Refused while payouts are
/// paused; needs the scope to write, since it shows what is stored encrypted.
/// </summary>
internal static class GetPayoutBatchFile
{
    /// <summary>The batch, the file's format and the execution date.</summary>
    public sealed record Query(string BatchId, string? Format, string? ExecutionDate) : IRequest<Result>;

    /// <summary>A file.</summary>
    /// <param name="FileName" example="pob_0000000000042-1.pain.001.xml">What to call it.</param>
    /// <param name="Content" example="&lt;?xml version=&quot;1.0&quot; encoding=&quot;utf-8&quot;?&gt;…">
    /// CSV (RFC 4180) with a header, amounts in minor units; XML or the bank's CSV, with amounts
    /// in the major unit.</param>
    /// <param name="Hash">SHA-256 of the content in UTF-8.</param>
    /// <param name="Rows">How many transfers it has.</param>
    /// <param name="Format"><c>csv</c>, <c>pain001</c> or <c>bankCsv</c>.</param>
    /// <param name="Version">Which file of this format; 1 until one is replaced. Absent for <c>csv</c>.</param>
    /// <param name="ExecutionDate">The day on which the bank is to pay. Absent for <c>csv</c>.</param>
    public sealed record Result(
        string FileName, string Content, string Hash, int Rows, string Format = FileFormat.Csv, int? Version = null,
        string? ExecutionDate = null);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/payout-batches/{batchId}/file", (
                string batchId, string? format, string? executionDate, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(batchId, format, executionDate), cancel))
            .Describe(
                "getPayoutBatchFile", "Payouts", "Get a batch's payment file",
                "Returns the payment file of an approved manual batch for the bank, with names and accounts in full: "
                    + "`csv`, ISO 20022 `pain001` (pain.001.001.09), or `bankCsv` with execution date and amounts in "
                    + "the major unit. The first request creates the file; later requests return the same bytes and "
                    + "hash. `pain001` and `bankCsv` need the debtor account of the payout settings, and replacing "
                    + "the file is the only way to change its execution date. The API refuses with 409 a batch that "
                    + "is not approved or not manual, and any request while payouts are paused.")
            .Scope(Scopes.PayoutsWrite).ForBackends(Roles.Finance, Roles.Approver)
            .Problems(
                PayoutBatchProblems.PayoutBatchNotFound, AccountProblems.AccountAltered,
                PayoutFileProblems.AccountTooLong, PayoutFileProblems.DebtorMissing, PayoutFileProblems.FileAltered,
                PayoutFileProblems.FileMade, PayoutFileProblems.NoFile, PayoutSettingsProblems.PayoutsPaused,
                PayoutSettingsProblems.ReconciliationNeeded, CommonProblems.StillRunning,
                PayoutFileProblems.DateInvalid, PayoutFileProblems.DatePassed, CommonProblems.ValueUnknown,
                CommonProblems.SealedValueUnreadable);

    internal sealed class Handler(Db db, Caller caller, PayoutContext context) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancel)
        {
            Paging.Filter("format", query.Format, FileFormat.Known);
            var key = PayoutBatch.KeyOf(query.BatchId);
            return await db.Write(
                caller.Shop.Id, transaction => Kept(transaction, query, key, query.Format ?? FileFormat.Csv), cancel);
        }

        private async Task<Result> Kept(ShopTransaction transaction, Query query, long key, string format)
        {
            var shop = caller.Shop;
            var isDated = FileFormat.Dated.Contains(format);
            var reads = transaction.Batch();
            var state = reads.ShopState(shop.Id);
            var settings = reads.Payouts.SettingsInForce(shop.Id, context.Origin);
            // Locked, so that two who read it first make one file.
            var row = reads.Payouts.LockBatch(shop.Id, key);
            var latest = reads.Payouts.LatestFile(shop.Id, key, format);
            var transfers = reads.Payouts.Transfers(context.Vault, shop.Id, key);
            var next = reads.Payouts.NextFile();
            await reads.Run(transaction.Cancel);
            row.OrNotFound(query.BatchId).RequireFile();
            settings.First!.RequireRunning();
            if (latest.First is { } kept)
                return !isDated || query.ExecutionDate is null || query.ExecutionDate == kept.ExecutionOn
                    ? kept.ToResult(context.Vault, shop.Id, query.BatchId, format)
                    : throw PayoutFileProblems.FileMade.Because(
                        $"The file has the execution date {kept.ExecutionOn}; replace it to change the date.",
                        "?executionDate");
            var debtor = isDated ? settings.First.RequireDebtor() : null;
            var now = state.First!.Now(shop, context.Time);
            var day = isDated
                ? PayoutFiles.ExecutionOn(query.ExecutionDate, now, shop.TimeZone, "?executionDate")
                : null;
            var writes = transaction.Batch();
            var made = writes.Payouts.Keep(
                caller, context.Vault, (next.First, key, query.BatchId, format, 1), (day, null, now), debtor,
                transfers());
            await writes.Commit(transaction.Cancel);
            return made;
        }
    }

    /// <summary>Refuses where a batch has no file: it waits, was cancelled, or goes through a channel's own calls.
    /// </summary>
    /// <exception cref="ProblemException">409 NO_FILE.</exception>
    internal static void RequireFile(this PayoutBatchRow batch)
    {
        if (batch is not { Channel: PayoutChannel.Manual, Status: "approved" })
            throw PayoutFileProblems.NoFile.Because("Only an approved batch of the manual channel has a file.");
    }

    /// <summary>The account that a bank's file is drawn on.</summary>
    /// <exception cref="ProblemException">409 DEBTOR_MISSING.</exception>
    internal static Debtor RequireDebtor(this PayoutSettingsRow settings) => settings.Content.Debtor
        ?? throw PayoutFileProblems.DebtorMissing.Because("Set the debtor's account in the payout settings first.");
}
