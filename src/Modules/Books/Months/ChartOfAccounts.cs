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

    /// <summary>No numbers: each account under its own name.</summary>
    internal static readonly Setting<Body> Setting = new("chartOfAccounts", new Body([]));

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPutSetting<Body>("/v1/chart-of-accounts")
            .Describe(
                "putChartOfAccounts", "Books", "Set account numbers",
                "Replaces the mapping of ledger accounts to the account numbers of the merchant's books. Months closed "
                    + "from now on are exported under it; months already closed keep the numbers of their close. An "
                    + "account without a number is exported under its own name. Unknown accounts and an account listed "
                    + "twice are rejected.")
            .Example("""{"accounts": [{"account": "expense", "number": "6601.03"}]}""")
            .Scope(Scopes.CommissionsWrite).ForPersons(Roles.Finance).Problems(CommonProblems.ValidationFailed);
        routes.MapGetSetting<Body>("/v1/chart-of-accounts")
            .Describe(
                "getChartOfAccounts", "Books", "Get account numbers",
                "Returns the account numbers that the next month to close will be exported under. The list is empty "
                    + "until numbers are set.")
            .Scope(Scopes.CommissionsRead);
    }

    internal sealed class Validator : AbstractValidator<PutSetting<Body>>
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
        : SettingHandler<Body>(Setting, db, caller, time);

    /// <summary>The numbers by account; for an account without one, its own name.</summary>
    internal static Func<string, string> Numbers(string? accounts)
    {
        var known = accounts is null
            ? []
            : Json.Read<Body>(accounts).Accounts.ToDictionary(entry => entry.Account, entry => entry.Number);
        return account => known.GetValueOrDefault(account, account);
    }
}
