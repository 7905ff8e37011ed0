using SocialCommerce.Payouts.Batches;
using SocialCommerce.Payouts.Settings;

namespace SocialCommerce.Payouts.Files;

/// <summary>
/// Records the result file of a manual batch, as a whole or not at all: a row that is unknown, repeated, altered or
/// contrary to a known result refuses the file and names the row. A bank's cumulative file may be sent every day: known
/// rows change nothing, and new ones are booked. The same file again returns the same answer.
/// </summary>
internal static class RecordPayoutResults
{
    /// <summary>A result file.</summary>
    /// <param name="Content" example="transferNo,amountMinor,result,reference,reason">
    /// CSV with the header <c>transferNo,amountMinor,result,reference,reason</c>.
    /// </param>
    public sealed record Body([property: Most(Bounds.Body)] string Content);

    /// <summary>The batch, and the content of the result file.</summary>
    public sealed record Command(string BatchId, Body Body) : IRequest<string>;

    /// <summary>A file's answer.</summary>
    /// <param name="BatchId">The batch.</param>
    /// <param name="Hash">SHA-256 of the file.</param>
    /// <param name="Rows">Every row with what it did.</param>
    public sealed record Result(string BatchId, string Hash, IReadOnlyList<Row> Rows);

    /// <summary>A row's answer.</summary>
    /// <param name="Line">Its line in the file.</param>
    /// <param name="TransferNo">The transfer.</param>
    /// <param name="State" example="paid">Its state now.</param>
    /// <param name="Known">Whether an earlier file told the same, so that this row changed nothing.</param>
    public sealed record Row(int Line, string TransferNo, string State, bool Known);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/payout-batches/{batchId}/results", async (
                string batchId, Body body, IMediator mediator, CancellationToken cancel) =>
                Results.Text(await mediator.Send(new Command(batchId, body), cancel), "application/json",
                    statusCode: StatusCodes.Status201Created))
            .Describe(
                "recordPayoutResults", "Payouts", "Record payout results",
                "Records the bank's result file of a manual batch, as a whole or not at all. A row that is unknown, "
                    + "repeated, altered or contrary to a known result refuses the file and names the row. A bank's "
                    + "cumulative file can be sent every day: known rows change nothing, and new ones are booked. "
                    + "Sending the same file again returns the same answer.")
            .Example("""
                {"content": "transferNo,amountMinor,result,reference,reason\\r\\nsc7k2m9p4q0000,233600,paid,B1,\\r\\n"}
                """)
            .Scope(Scopes.PayoutsWrite).RepeatableByItself().ForPersons(Roles.Finance)
            .Produces<Result>(StatusCodes.Status201Created)
            .Problems(
                PayoutBatchProblems.PayoutBatchNotFound, PayoutFileProblems.NoFile, CommonProblems.ValidationFailed);

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Command, string>
    {
        public Task<string> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Record(transaction, command), cancel);

        private async Task<string> Record(ShopTransaction transaction, Command command)
        {
            var (shop, key) = (caller.Shop, PayoutBatch.KeyOf(command.BatchId));
            var hash = ResultFile.Hash(command.Body.Content);
            var reads = transaction.Batch();
            var state = reads.ShopState(shop.Id);
            var row = reads.Payouts.LockBatch(shop.Id, key);
            var answered = reads.Rows<string>(AnsweredSql, new { shop = shop.Id, key, hash });
            var transfers = reads.Rows<ExpectedTransfer>(TransfersSql, new { shop = shop.Id, key });
            await reads.Run(transaction.Cancel);
            var batch = row.OrNotFound(command.BatchId);
            if (answered.First is { } before) throw new IdempotentReplayException(StatusCodes.Status201Created, before);
            if (batch is not { Channel: PayoutChannel.Manual, Status: "approved" })
                throw PayoutFileProblems.NoFile.Because("Only an approved batch of the manual channel has results.");
            var (rows, errors) = ResultFile.Read(command.Body.Content, transfers.List);
            if (errors.Count > 0) throw new ValidationFailedException(errors);

            var now = state.First!.Now(shop, time);
            var known = transfers.List.ToDictionary(transfer => transfer.TransferNo);
            var answer = Json.Write(new Result(command.BatchId, hash, [.. rows.Select(one => Answer(one, known))]));
            var news = rows.Where(one => !known[one.TransferNo].IsClosed).ToList();
            var writes = transaction.Batch();
            writes.Payouts.End(
                new PostingContext(shop.Id, now, now), shop.Currency,
                [.. news.Select(
                    one => new TransferOutcome(
                        known[one.TransferNo].TransferKey, one.Result, one.Reason, one.Reference))],
                "file");
            writes.Do(KeepSql, new
            {
                shop = shop.Id,
                key,
                hash,
                answer,
                by = caller.RequirePerson().OperatorId,
                now,
            });
            writes.Log(shop.Id, caller, new AuditEntry(
                "payoutResults", command.BatchId, null, new { hash, Rows = rows.Count, Booked = news.Count }));
            await writes.Commit(transaction.Cancel);
            return answer;
        }

        private static Row Answer(ResultRow row, Dictionary<string, ExpectedTransfer> known)
        {
            var transfer = known[row.TransferNo];
            return new Row(row.Line, row.TransferNo, transfer.IsClosed ? transfer.State : row.Result,
                transfer.IsClosed);
        }
    }

    private const string AnsweredSql = """
        select answer from payout_result_files where shop_id = @shop and batch_key = @key and hash = @hash
        """;

    private const string TransfersSql = """
        select b.transfer_key, b.transfer_no, b.net, b.state, b.reference, b.closed_at is not null as is_closed
        from payout_transfers b join payouts o on o.shop_id = @shop and o.payout_key = b.payout_key
        where b.shop_id = @shop and o.batch_key = @key
        """;

    private const string KeepSql = """
        insert into payout_result_files (shop_id, batch_key, hash, answer, recorded_by, recorded_at)
        values (@shop, @key, @hash, @answer, @by, @now)
        """;
}
