using SocialCommerce.Payouts.Payees;
using SocialCommerce.Payouts.Settings;

namespace SocialCommerce.Payouts.Accounts;

/// <summary>
/// A second person approves a payee's account, so that it can be paid to. An account that a backend proposed needs two
/// approvers. Where the payee had an approved account before, the new one is paid to only after the pause that the shop
/// has set, and the old one no longer.
/// </summary>
internal static class ApproveAccount
{
    /// <summary>The account to approve.</summary>
    /// <param name="Masked" example="…3445">The masked account as it was shown to the approver.</param>
    public sealed record Body(string Masked);

    /// <summary>An account to approve; approving it again changes nothing.</summary>
    public sealed record Command(string PayeeId, string AccountId, Body Body) : IRequest<Payee>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/payees/{payeeId}/accounts/{accountId}/approvals", (
                string payeeId, string accountId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(payeeId, accountId, body), cancel))
            .Describe(
                "approveAccount", "Payees", "Approve a payee's account",
                "Approves an account so that it can be paid to. The approver must be another person than the one who "
                    + "proposed the account; an account that a backend proposed needs two approvers. If the payee "
                    + "had an approved account before, the new one is paid to only after the pause set in the payout "
                    + "settings, and the old one no longer. Approving the account again changes nothing. The API "
                    + "refuses a masked number that does not match, an account that a later one replaced, and the "
                    + "approver's own account.")
            .Example("""{"masked": "…3445"}""")
            .Scope(Scopes.PayoutsWrite).ForPersons(Roles.Approver, Roles.Finance)
            .Problems(
                OperatorProblems.OwnMoney, OperatorProblems.SamePerson, AccountProblems.AccountNotFound,
                PayeeProblems.PayeeNotFound, AccountProblems.AccountAltered, AccountProblems.AccountReplaced,
                OperatorProblems.FirstPersonMissing, AccountProblems.AccountDiffers,
                CommonProblems.SealedValueUnreadable);

    internal sealed class Handler(
        Db db, Caller caller, TimeProvider time, SecretProtector protector, DatabaseOrigin origin)
        : IRequestHandler<Command, Payee>
    {
        public Task<Payee> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Approve(transaction, command), cancel);

        private async Task<Payee> Approve(ShopTransaction transaction, Command command)
        {
            var (shop, key) = (transaction.ShopId, Payee.KeyOf(command.PayeeId));
            var accountKey = PublicId.KeyOf(PayeeAccount.Prefix, command.AccountId)
                ?? throw AccountProblems.AccountNotFound.For(command.AccountId);
            var reads = transaction.Batch();
            var state = reads.ShopState(shop);
            var settings = reads.Payouts.SettingsInForce(shop, origin);
            reads.Rows<long>(AccountSql.LockSql, new { shop, key });
            var accounts = reads.Rows<AccountRow>(AccountsSql, new { shop, key });
            var own = reads.Payouts.IsOwnPayee(shop, caller.RequirePerson(), key);
            await reads.Run(transaction.Cancel);
            var account = accounts.List.FirstOrDefault(row => row.AccountKey == accountKey)
                ?? throw AccountProblems.AccountNotFound.For(command.AccountId);
            if (account.Masked != command.Body.Masked)
                throw AccountProblems.AccountDiffers.Because("masked does not match the proposed account.", "#/masked");

            own.Refuse();
            var writes = transaction.Batch();
            if (!account.Approved) Book(writes, (command, key), account, accounts.List, settings.First!, state.First!);
            var payees = writes.Payouts.Payees(protector, caller, [key]);
            await writes.Commit(transaction.Cancel);
            return payees()[0];
        }

        private void Book(
            SqlBatch batch, (Command Command, long PayeeKey) of, AccountRow account, List<AccountRow> all,
            PayoutSettingsRow settings, ShopState state)
        {
            var (command, person) = (of.Command, caller.RequirePerson());
            if (account.ProposedBy is not null) FourEyes.Check(account.ProposedBy, person);
            if (all.Any(other => other.Channel == account.Channel && other.AccountKey > account.AccountKey))
                throw AccountProblems.AccountReplaced.Because("A later account was proposed for this channel.");
            if (account.ProposedBy is null && (account.FirstApprovedBy ?? person.OperatorId) == person.OperatorId)
            {
                See(batch, command, account, person);
                return;
            }
            var now = state.Now(caller.Shop, time);
            var shop = caller.Shop.Id;
            if (protector.TryOpen(shop, PayeeSql.AccountPlace(account.AccountKey), account.Details) is not { } details
                || PayeeSql.Tail(Json.Read<AccountDetails>(details).Account) != account.Masked)
                throw AccountProblems.AccountAltered.Because("The stored account was altered; propose it again.");
            var hash = protector.ApprovalHash(shop, (account.AccountKey, of.PayeeKey), details);
            var pause = all.Any(other => other.Approved) ? settings.Content.AccountPauseDays : 0;
            batch.Do(ApproveSql, new
            {
                shop,
                account.AccountKey,
                person.OperatorId,
                now,
                usableFrom = now.AddDays(pause),
                hash,
            });
            batch.Log(shop, caller, new AuditEntry(
                "payeeAccount", command.AccountId, new { Status = "proposed" },
                new { command.PayeeId, account.Channel, account.Masked, Status = "approved", ApprovedHash = hash }));
        }

        /// <summary>The first of two people; the same one again changes nothing.</summary>
        private void See(SqlBatch batch, Command command, AccountRow account, Person person)
        {
            if (account.FirstApprovedBy is not null) return;
            batch.Do(SeeSql, new { shop = caller.Shop.Id, account.AccountKey, person.OperatorId });
            batch.Log(caller.Shop.Id, caller, new AuditEntry(
                "payeeAccount", command.AccountId, null,
                new { command.PayeeId, account.Channel, account.Masked, FirstApprovedBy = person.OperatorId }));
        }
    }

    private sealed record AccountRow(
        long AccountKey, string Channel, string Masked, string? ProposedBy, string? FirstApprovedBy, bool Approved,
        byte[] Details);

    private const string AccountsSql = """
        select account_key, channel, masked, proposed_by, first_approved_by, approved_at is not null as approved,
            details
        from payee_accounts where shop_id = @shop and payee_key = @key
        """;

    private const string SeeSql = """
        update payee_accounts set first_approved_by = @operatorId
        where shop_id = @shop and account_key = @accountKey and first_approved_by is null
        """;

    private const string ApproveSql = """
        update payee_accounts set approved_by = @operatorId, approved_at = @now, usable_from = @usableFrom,
            approved_hash = @hash
        where shop_id = @shop and account_key = @accountKey and approved_at is null
        """;
}
