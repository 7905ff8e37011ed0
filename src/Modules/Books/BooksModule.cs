using Microsoft.Extensions.DependencyInjection;
using SocialCommerce.Books.Ageing;
using SocialCommerce.Books.LateFacts;
using SocialCommerce.Books.Months;

namespace SocialCommerce.Books;

/// <summary>The module as the host sees it.</summary>
public static class BooksModule
{
    /// <summary>Assembly, database role and routes.</summary>
    public static readonly Module Module = new(typeof(BooksModule).Assembly, "sc_books", Map)
    {
        Scopes = [Scopes.CommissionsRead, Scopes.CommissionsWrite],
        Terms = BooksTerms.All,
        Register = services => services.AddScoped<MonthClosing>(),
        Tags = [new("Books", "Monthly close: trial balance, journal and ageing of debts and liabilities.")],
        Checks = MonthChecks.Checks,
        Personal = BooksPersonalData.Data,
    };

    private static void Map(IEndpointRouteBuilder routes)
    {
        SignMonth.Map(routes);
        ListMonths.Map(routes);
        GetMonth.Map(routes);
        GetTrialBalance.Map(routes);
        ListLateFacts.Map(routes);
        GetAgeing.Map(routes);
        ChartOfAccounts.Map(routes);
    }
}
