using SocialCommerce.Payouts.Accounts;
using SocialCommerce.Payouts.Batches;
using SocialCommerce.Payouts.Settings;

namespace SocialCommerce.Payouts.Files;

/// <summary>
/// Creates a new version of a bank file under a new message id, with another execution date or after the debtor's
/// account was corrected: only where the bank has not accepted the version before, which the caller names by its hash.
/// Earlier versions stay on record. The same replacement again returns the file that it created.
/// </summary>
internal static class ReplacePayoutBatchFile
{
    /// <summary>What to make.</summary>
    /// <param name="Format"><c>pain001</c> or <c>bankCsv</c>.</param>
    /// <param name="Replaces" example="sc7k2m9p4q0000000000000001">
    /// SHA-256 of the latest file of this format, which the bank must not have taken.
    /// </param>
    /// <param name="Reason">Why.</param>
    /// <param name="ExecutionDate">When the bank is to pay, such as <c>2026-02-13</c>; absent: the next day.</param>
    public sealed record Body(string Format, string Replaces, string Reason, string? ExecutionDate = null);

    /// <summary>The batch, and the file to make.</summary>
    public sealed record Command(string BatchId, Body Body) : IRequest<CreatedOrExisting<GetPayoutBatchFile.Result>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/payout-batches/{batchId}/file-replacements", (
                string batchId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(batchId, body), cancel))
            .Describe(
                "replacePayoutBatchFile", "Payouts", "Replace a batch's payment file",
                "Creates a new version of a bank file with a new message id, for another execution date or after a "
                    + "correction of the debtor account. Use it only if the bank has not accepted the version that "
                    + "`replaces` names by its hash; earlier versions stay on record. Repeating the request returns "
                    + "the file that it created. A hash that is not the latest version's and a file that was never "
                    + "created are refused with 409.")
            .Example("""
                {"format": "pain001", "replaces": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                 "reason": "The bank was closed on the day", "executionDate": "2026-02-16"}
                """)
            .Scope(Scopes.PayoutsWrite).ForPersons(Roles.Finance)
            .Problems(
                PayoutBatchProblems.PayoutBatchNotFound, AccountProblems.AccountAltered,
                PayoutFileProblems.AccountTooLong, PayoutFileProblems.DebtorMissing, PayoutFileProblems.FileAltered,
                PayoutFileProblems.FileNotMade, PayoutFileProblems.FileReplaced, PayoutFileProblems.NoFile,
                PayoutSettingsProblems.PayoutsPaused, PayoutSettingsProblems.ReconciliationNeeded,
                PayoutFileProblems.DateInvalid, PayoutFileProblems.DatePassed, CommonProblems.ValidationFailed,
                CommonProblems.SealedValueUnreadable);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Format).OneOf([.. FileFormat.Dated]);
            RuleFor(c => c.Body.Replaces).Characters("0-9a-f", 64, 64)
                .WithErrorCode("HASH_INVALID").WithMessage("A hash is 64 hexadecimal digits in lower case.");
            RuleFor(c => c.Body.Reason).Words();
            RuleFor(c => c.Body.ExecutionDate).Date().When(c => c.Body.ExecutionDate is not null);
        }
    }

    internal sealed class Handler(Db db, Caller caller, PayoutContext context)
        : IRequestHandler<Command, CreatedOrExisting<GetPayoutBatchFile.Result>>
    {
        public Task<CreatedOrExisting<GetPayoutBatchFile.Result>> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Replace(transaction, command), cancel);

        private async Task<CreatedOrExisting<GetPayoutBatchFile.Result>> Replace(
            ShopTransaction transaction, Command command)
        {
            var (shop, key, body) = (caller.Shop, PayoutBatch.KeyOf(command.BatchId), command.Body);
            var reads = transaction.Batch();
            var state = reads.ShopState(shop.Id);
            var settings = reads.Payouts.SettingsInForce(shop.Id, context.Origin);
            var row = reads.Payouts.LockBatch(shop.Id, key);
            var latest = reads.Payouts.LatestFile(shop.Id, key, body.Format);
            var before = reads.Rows<string>(BeforeSql, new { shop = shop.Id, key, body.Format });
            var transfers = reads.Payouts.Transfers(context.Vault, shop.Id, key);
            var next = reads.Payouts.NextFile();
            await reads.Run(transaction.Cancel);
            row.OrNotFound(command.BatchId).RequireFile();
            settings.First!.RequireRunning();
            var kept = latest.First
                ?? throw PayoutFileProblems.FileNotMade.Because("The file does not exist yet; get it first.");
            if (before.First == body.Replaces && (body.ExecutionDate ?? kept.ExecutionOn) == kept.ExecutionOn)
                return new CreatedOrExisting<GetPayoutBatchFile.Result>(
                    kept.ToResult(context.Vault, shop.Id, command.BatchId, body.Format), false);
            if (kept.Hash != body.Replaces)
                throw PayoutFileProblems.FileReplaced.Because(
                    $"The latest file is version {kept.Version}, {kept.Hash}.", "#/replaces");

            var now = state.First!.Now(shop, context.Time);
            var writes = transaction.Batch();
            var made = writes.Payouts.Keep(
                caller, context.Vault, (next.First, key, command.BatchId, body.Format, kept.Version + 1),
                (PayoutFiles.ExecutionOn(body.ExecutionDate, now, shop.TimeZone, "#/executionDate"), body.Reason, now),
                settings.First.RequireDebtor(), transfers());
            await writes.Commit(transaction.Cancel);
            return new CreatedOrExisting<GetPayoutBatchFile.Result>(made, true);
        }
    }

    // The hash of the version before the latest, and with it whether the replacement was asked for before.
    private const string BeforeSql = """
        select hash from payout_files where shop_id = @shop and batch_key = @key and format = @format
        order by version desc offset 1 limit 1
        """;
}
