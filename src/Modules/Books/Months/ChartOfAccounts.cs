namespace SocialCommerce.Books.Months;

/// <summary>
/// The numbers of the ledger's accounts in the merchant's own books. Months closed from now on are exported under them;
/// months already closed keep theirs.
/// </summary>
internal static class ChartOfAccounts
{
    /// <summary>The chart.</summary>
    /// <param name="Accounts">An account that is not in it is exported under its own name.</param>
    public sealed record Body([property: Most(1_000)] IReadOnlyList<Entry> Accounts);

    /// <summary>An account's number.</summary>
    /// <param name="Account" example="available">The ledger's account.</param>
    /// <param name="Number" example="2241.01">Its number or name in the merchant's books.</param>
    public sealed record Entry(string Account, string Number);

    /// <summary>The chart to set.</summary>
    public sealed record Command(Body Body) : IRequest<Body>;

    /// <summary>The chart in force.</summary>
    public sealed record Query : IRequest<Body>;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/v1/chart-of-accounts", (Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(body), cancel))
            .Describe(
                "putChartOfAccounts", "Books", "Set account numbers",
                "Replaces the mapping of ledger accounts to the account numbers of the merchant's books. Months closed "
                    + "from now on are exported under it; months already closed keep the numbers of their close. An "
                    + "account without a number is exported under its own name. Unknown accounts and an account listed "
                    + "twice are rejected.")
            .Example("""{"accounts": [{"account": "expense", "number": "6601.03"}]}""")
            .Scope(Scopes.CommissionsWrite).ForPersons(Roles.Finance).Problems(CommonProblems.ValidationFailed);
        routes.MapGet("/v1/chart-of-accounts", (IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(), cancel))
            .Describe(
                "getChartOfAccounts", "Books", "Get account numbers",
                "Returns the account numbers that the next month to close will be exported under. The list is empty "
                    + "until numbers are set.")
            .Scope(Scopes.CommissionsRead);
    }

    /// <summary>The latest version of a shop's chart; no row while the shop has set none.</summary>
    internal static PendingRows<ChartRow> Chart(this BooksBatch batch, long shopId) =>
        batch.Rows<ChartRow>(LatestSql, new { shop = shopId });

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(ModuleCatalogue modules)
        {
            RuleFor(c => c.Body.Accounts)
                .Must(entries => entries.Select(entry => entry.Account).Distinct().Count() == entries.Count)
                .WithErrorCode("ACCOUNT_REPEATED").WithMessage("Each account may be listed once.");
            RuleForEach(c => c.Body.Accounts).ChildRules(entry =>
            {
                entry.RuleFor(e => e.Account).OneOf([.. modules.Accounts]);
                entry.RuleFor(e => e.Number).MerchantId();
            });
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, Body>, IRequestHandler<Query, Body>
    {
        public Task<Body> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, async transaction =>
            {
                var reads = transaction.Batch();
                // First, because it locks the shop's row: of two changes at once the second sees the first.
                reads.RaiseSettingsVersion(transaction.ShopId);
                var state = reads.ShopState(transaction.ShopId);
                var latest = reads.Books.Chart(transaction.ShopId);
                await reads.Run(cancel);
                var writes = transaction.Batch();
                writes.Do(InsertSql, new
                {
                    shop = transaction.ShopId,
                    accounts = Json.Write(command.Body),
                    now = state.First!.Now(caller.Shop, time),
                });
                writes.Log(transaction.ShopId, caller, new AuditEntry(
                    "chartOfAccounts", "chart", latest.First?.Read(), command.Body));
                await writes.Commit(cancel);
                return command.Body;
            }, cancel);

        public async Task<Body> Handle(Query query, CancellationToken cancel) =>
            (await db.Read(caller.Shop.Id, batch => batch.Books.Chart(caller.Shop.Id), cancel)).First?.Read()
                ?? new Body([]);
    }

    /// <summary>A version of a chart.</summary>
    internal sealed record ChartRow(long Version, string Accounts)
    {
        public Body Read() => Json.Read<Body>(Accounts);
    }

    /// <summary>The numbers by account; for an account without one, its own name.</summary>
    internal static Func<string, string> Numbers(string? accounts)
    {
        var known = accounts is null
            ? []
            : Json.Read<Body>(accounts).Accounts.ToDictionary(entry => entry.Account, entry => entry.Number);
        return account => known.GetValueOrDefault(account, account);
    }

    private const string LatestSql = """
        select version, accounts from charts_of_accounts where shop_id = @shop order by version desc limit 1
        """;

    private const string InsertSql = """
        insert into charts_of_accounts (shop_id, accounts, recorded_at) values (@shop, @accounts::jsonb, @now)
        """;
}
