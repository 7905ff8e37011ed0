using Microsoft.Extensions.DependencyInjection;
using SocialCommerce.Books.Ageing;
using SocialCommerce.Books.LateFacts;
using SocialCommerce.Books.Months;

namespace SocialCommerce.Books;

/// <summary>The module as the host sees it.</summary>
public static class BooksModule
{
    /// <summary>Assembly, database role and routes.</summary>
    public static readonly Module Module = new(typeof(BooksModule).Assembly, "sc_books", Map);

    /// <summary>What the module needs to run.</summary>
    public static IServiceCollection AddBooks(this IServiceCollection services) => services.AddScoped<MonthClosing>();

    private static void Map(IEndpointRouteBuilder routes)
    {
        SignMonth.Map(routes);
        ShowMonths.Map(routes);
        TrialBalance.Map(routes);
        ListLateFacts.Map(routes);
        ShowAgeing.Map(routes);
        ChartOfAccounts.Map(routes);
    }
}
