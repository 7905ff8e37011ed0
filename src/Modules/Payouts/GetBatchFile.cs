using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;

namespace SocialCommerce.Payouts;

/// <summary>
/// The file of an approved manual batch, for whoever pays it: one row a bill, with name and account in full. The same
/// bytes every time, but not while payouts are paused; needs the scope to write, since it shows what is sealed.
/// </summary>
public static class GetBatchFile
{
    /// <summary>Which batch.</summary>
    public sealed record Query(string BatchId) : IRequest<Result>;

    /// <summary>A file.</summary>
    /// <param name="FileName">What to call it.</param>
    /// <param name="Content">CSV (RFC 4180) with a header; amounts in minor units.</param>
    /// <param name="Hash">SHA-256 of the content in UTF-8.</param>
    /// <param name="Rows">How many bills it has.</param>
    public sealed record Result(string FileName, string Content, string Hash, int Rows);

    private static readonly string[] Header = ["billNo", "name", "account", "bank", "amountMinor", "currency"];

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/payout-batches/{batchId}/file", (
                string batchId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(batchId), cancel))
            .Describe("getPayoutBatchFile", "Payouts", "Read the file of a manual batch")
            .Scope(Scopes.PayoutsWrite).Refuses(404, 409);

    internal sealed class Handler(Db db, Caller caller, PayoutDesk desk) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancel)
        {
            var (shop, key) = (caller.Shop, PayoutBatch.KeyOf(query.BatchId));
            var batch = await db.First<BatchState>(shop.Id, BatchSql, new { shop = shop.Id, key }, cancel)
                ?? throw Refused.NotFound("payout batch", query.BatchId);
            if (batch is not { Channel: Channel.Manual, Status: "approved" })
                throw Refused.Conflict("NO_FILE", "Only an approved batch of the manual channel has a file.");
            var settings = await db.Read(shop.Id, read => read.PayoutSettings(shop.Id, desk.Origin), cancel);
            settings.First!.RequireRunning();
            var rows = await db.Rows<Row>(shop.Id, RowsSql, new { shop = shop.Id, key }, cancel);
            var content = Csv.Exact(
                rows.Select(row => row.Fields(desk.Vault, shop.Id, shop.Currency)).Prepend(Header));
            return new Result($"{query.BatchId}.csv", content, ResultFile.Hash(content), rows.Count);
        }
    }

    private sealed record BatchState(string Channel, string Status);

    private sealed record Row(string BillNo, byte[] Name, byte[] Details, long Net)
    {
        public string?[] Fields(Vault vault, long shopId, string currency)
        {
            var account = Json.Read<AccountDetails>(vault.Open(shopId, PayeeReading.AccountPurpose, Details));
            return
            [
                BillNo, vault.Open(shopId, PayeeReading.NamePurpose, Name), account.Account, account.Bank, $"{Net}",
                currency,
            ];
        }
    }

    private const string BatchSql = """
        select channel, status from payout_batches where shop_id = @shop and batch_key = @key
        """;

    private const string RowsSql = """
        select b.bill_no, p.name, a.details, b.net
        from payout_bills b
        join payouts o on o.shop_id = @shop and o.payout_key = b.payout_key
        join payees p on p.shop_id = @shop and p.payee_key = b.payee_key
        join payee_accounts a on a.shop_id = @shop and a.account_key = b.account_key
        where b.shop_id = @shop and o.batch_key = @key order by b.bill_key
        """;
}
