using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Payouts;

/// <summary>
/// The file of an approved manual batch for the bank that pays it, with names and accounts in full: the product's own
/// <c>csv</c>, an ISO 20022 <c>pain001</c> (pain.001.001.09), or a <c>bankCsv</c> with execution date and amounts in
/// the major unit. The last two are drawn on the debtor of the payout settings, are made when they are first read, and
/// have the same bytes ever after; another execution date needs a replacement. Not while payouts are paused; needs the
/// scope to write, since it shows what is sealed.
/// </summary>
public static class GetBatchFile
{
    /// <summary>Which batch, in which format, to be executed when.</summary>
    public sealed record Query(string BatchId, string? Format, string? ExecutionDate) : IRequest<Result>;

    /// <summary>A file.</summary>
    /// <param name="FileName">What to call it.</param>
    /// <param name="Content">CSV (RFC 4180) with a header, amounts in minor units; XML or the bank's CSV, with amounts
    /// in the major unit.</param>
    /// <param name="Hash">SHA-256 of the content in UTF-8.</param>
    /// <param name="Rows">How many bills it has.</param>
    /// <param name="Format"><c>csv</c>, <c>pain001</c> or <c>bankCsv</c>.</param>
    /// <param name="Version">Which file of this format; 1 until one is replaced. Absent for <c>csv</c>.</param>
    /// <param name="ExecutionDate">The day on which the bank is to pay. Absent for <c>csv</c>.</param>
    public sealed record Result(
        string FileName, string Content, string Hash, int Rows, string Format = FileFormat.Csv, int? Version = null,
        string? ExecutionDate = null);

    private static readonly string[] Header = ["billNo", "name", "account", "bank", "amountMinor", "currency"];

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/payout-batches/{batchId}/file", (
                string batchId, string? format, string? executionDate, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(batchId, format, executionDate), cancel))
            .Describe("getPayoutBatchFile", "Payouts", "Read the file of a manual batch")
            .Scope(Scopes.PayoutsWrite).ForBackends(Roles.Finance, Roles.Approver).Refuses(404, 409, 422);

    internal sealed class Handler(Db db, Caller caller, PayoutDesk desk) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancel)
        {
            Paging.Filter("format", query.Format, FileFormat.Known);
            var (shop, key) = (caller.Shop, PayoutBatch.KeyOf(query.BatchId));
            return (query.Format ?? FileFormat.Csv) == FileFormat.Csv
                ? await Own(query, key, cancel)
                : await db.Write(shop.Id, work => Kept(work, query, key), cancel);
        }

        private async Task<Result> Own(Query query, long key, CancellationToken cancel)
        {
            var shop = caller.Shop;
            var (row, settings, transfers) = await db.ReadSnapshot(shop.Id, async work =>
            {
                var reading = work.Batch();
                var found = reading.Rows<BatchRow>(BatchSql, new { shop = shop.Id, key });
                var set = reading.PayoutSettings(shop.Id, desk.Origin);
                var all = reading.Transfers(desk.Vault, shop.Id, key);
                await reading.Run(cancel);
                return (found, set, all);
            }, cancel);
            row.OrNotFound(query.BatchId).RequireFile();
            settings.First!.RequireRunning();
            var rows = transfers();
            var content = Csv.Exact(rows.Select(one => new[]
            {
                one.BillNo, one.Name, one.Account, one.Bank, $"{one.Net}", shop.Currency,
            }).Prepend(Header));
            return new Result($"{query.BatchId}.csv", content, ResultFile.Hash(content), rows.Count);
        }

        private async Task<Result> Kept(Work work, Query query, long key)
        {
            var (shop, format) = (caller.Shop, query.Format!);
            var reading = work.Batch();
            var state = reading.ShopState(shop.Id);
            var settings = reading.PayoutSettings(shop.Id, desk.Origin);
            // Locked, so that two who read it first make one file.
            var row = reading.LockBatch(shop.Id, key);
            var latest = reading.LatestFile(shop.Id, key, format);
            var transfers = reading.Transfers(desk.Vault, shop.Id, key);
            var next = reading.NextFile();
            await reading.Run(work.Cancel);
            row.OrNotFound(query.BatchId).RequireFile();
            settings.First!.RequireRunning();
            if (latest.First is { } kept)
                return query.ExecutionDate is null || query.ExecutionDate == kept.ExecutionOn
                    ? kept.ToResult(desk.Vault, shop.Id, query.BatchId, format)
                    : throw Refused.Conflict(
                        "FILE_MADE", $"The file is made for {kept.ExecutionOn}; replace it to change the date.",
                        "?executionDate");
            var debtor = settings.First.RequireDebtor();
            var now = state.First!.Now(shop, desk.Time);
            var writing = work.Batch();
            var made = writing.Keep(
                caller, desk.Vault, (next.First, key, query.BatchId, format, 1),
                (PayoutFiles.ExecutionOn(query.ExecutionDate, now, shop.TimeZone, "?executionDate"), null, now), debtor,
                transfers());
            await writing.Commit(work.Cancel);
            return made;
        }
    }

    /// <summary>Refuses where a batch has no file: it waits, was cancelled, or goes through a channel's own calls.
    /// </summary>
    /// <exception cref="Refused">409 NO_FILE.</exception>
    internal static void RequireFile(this BatchRow batch)
    {
        if (batch is not { Channel: Channel.Manual, Status: "approved" })
            throw Refused.Conflict("NO_FILE", "Only an approved batch of the manual channel has a file.");
    }

    /// <summary>The account that a bank's file is drawn on.</summary>
    /// <exception cref="Refused">409 DEBTOR_MISSING.</exception>
    internal static Debtor RequireDebtor(this SettingsRow settings) => settings.Debtor
        ?? throw Refused.Conflict("DEBTOR_MISSING", "Set the debtor's account in the payout settings first.");

    private const string BatchSql = $"""
        select {BatchReading.BatchColumns} from payout_batches where shop_id = @shop and batch_key = @key
        """;
}
