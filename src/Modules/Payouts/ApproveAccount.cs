using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Payouts;

/// <summary>
/// A second person lets a payee's account be paid to. An account that a backend entered needs two people: it is paid to
/// when the second of them approves it. Where the payee had an approved account before, this is a change:
/// nothing is paid to the new one for the days that the shop has set, and nothing any more to the old one.
/// </summary>
public static class ApproveAccount
{
    /// <summary>Which account is approved.</summary>
    /// <param name="Masked">The account as it was shown to whoever approves it.</param>
    public sealed record Body(string Masked);

    /// <summary>An account to approve; approving it again changes nothing.</summary>
    public sealed record Command(string PayeeId, string AccountId, Body Body) : IRequest<Payee>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/payees/{payeeId}/accounts/{accountId}/approvals", (
                string payeeId, string accountId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(payeeId, accountId, body), cancel))
            .Describe("approveAccount", "Payees", "Approve a payee's account")
            .Scope(Scopes.PayoutsWrite).ForPersons(Roles.Approver, Roles.Finance).Refuses(404, 409, 422);

    internal sealed class Handler(Db db, Caller caller, TimeProvider time, Vault vault, Origin origin)
        : IRequestHandler<Command, Payee>
    {
        public Task<Payee> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, work => Approve(work, command), cancel);

        private async Task<Payee> Approve(Work work, Command command)
        {
            var (shop, key) = (work.ShopId, Payee.KeyOf(command.PayeeId));
            var accountKey = PublicId.KeyOf(PayeeAccount.Prefix, command.AccountId)
                ?? throw Refused.NotFound("account", command.AccountId);
            var reading = work.Batch();
            var state = reading.ShopState(shop);
            var settings = reading.PayoutSettings(shop, origin);
            reading.Rows<long>(AccountStatements.LockSql, new { shop, key });
            var accounts = reading.Rows<AccountRow>(AccountsSql, new { shop, key });
            var own = reading.IsOwnPayee(shop, caller.RequirePerson(), key);
            await reading.Run(work.Cancel);
            var account = accounts.List.FirstOrDefault(row => row.AccountKey == accountKey)
                ?? throw Refused.NotFound("account", command.AccountId);
            if (account.Masked != command.Body.Masked)
                throw Refused.Invalid("ACCOUNT_DIFFERS", "This is not the account that was entered.", "#/masked");

            own.Refuse();
            var writing = work.Batch();
            if (!account.Approved) Book(writing, (command, key), account, accounts.List, settings.First!, state.First!);
            var payees = writing.Payees(vault, caller, [key]);
            await writing.Commit(work.Cancel);
            return payees()[0];
        }

        private void Book(
            Batch batch, (Command Command, long PayeeKey) of, AccountRow account, List<AccountRow> all,
            SettingsRow settings, ShopState state)
        {
            var (command, person) = (of.Command, caller.RequirePerson());
            if (account.ProposedBy is not null) FourEyes.Check(account.ProposedBy, person);
            if (all.Any(other => other.Channel == account.Channel && other.AccountKey > account.AccountKey))
                throw Refused.Conflict("ACCOUNT_REPLACED", "A later account was entered for this channel.");
            if (account.ProposedBy is null && (account.FirstApprovedBy ?? person.OperatorId) == person.OperatorId)
            {
                See(batch, command, account, person);
                return;
            }
            var now = state.Now(caller.Shop, time);
            var shop = caller.Shop.Id;
            if (vault.TryOpen(shop, PayeeReading.AccountPlace(account.AccountKey), account.Details) is not { } details
                || PayeeReading.Tail(Json.Read<AccountDetails>(details).Account) != account.Masked)
                throw Refused.Conflict(
                    "ACCOUNT_ALTERED", "What is kept of this account is not what was entered; have it entered again.");
            var hash = vault.ApprovalHash(shop, (account.AccountKey, of.PayeeKey), details);
            var pause = all.Any(other => other.Approved) ? settings.AccountPauseDays : 0;
            batch.Do(ApproveSql, new
            {
                shop,
                account.AccountKey,
                person.OperatorId,
                now,
                usableFrom = now.AddDays(pause),
                hash,
            });
            batch.Log(shop, caller, new Change(
                "payeeAccount", command.AccountId, new { Status = "proposed" },
                new { command.PayeeId, account.Channel, account.Masked, Status = "approved", ApprovedHash = hash }));
        }

        /// <summary>The first of two people; the same one again changes nothing.</summary>
        private void See(Batch batch, Command command, AccountRow account, Person person)
        {
            if (account.FirstApprovedBy is not null) return;
            batch.Do(SeeSql, new { shop = caller.Shop.Id, account.AccountKey, person.OperatorId });
            batch.Log(caller.Shop.Id, caller, new Change(
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

/// <summary>An account as it is sealed.</summary>
internal sealed record AccountDetails(string Account, string? Bank = null);

/// <summary>The statements about payees that several slices run.</summary>
internal static class AccountStatements
{
    /// <summary>Locks a payee until the transaction ends: accounts and tax go one after the other.</summary>
    public const string LockSql = """
        select payee_key from payees where shop_id = @shop and payee_key = @key for no key update
        """;
}
