using Microsoft.Extensions.DependencyInjection;
using SocialCommerce.Ladder.Amendments;
using SocialCommerce.Ladder.Delivery;
using SocialCommerce.Ladder.Journeys;
using SocialCommerce.Ladder.Lifecycles;
using SocialCommerce.Ladder.Offers;
using SocialCommerce.Ladder.OrderRecords;
using SocialCommerce.Ladder.Payments;
using SocialCommerce.Ladder.ProductLadder;
using SocialCommerce.Ladder.ProductLinks;
using SocialCommerce.Ladder.Products;
using SocialCommerce.Ladder.Programmes;
using SocialCommerce.Ladder.Refunds;
using SocialCommerce.Ladder.Reports;
using SocialCommerce.Ladder.RepurchaseDesigns;
using SocialCommerce.Ladder.Settings;
using SocialCommerce.Ladder.WaitingEvents;

namespace SocialCommerce.Ladder;

/// <summary>The module as the host sees it.</summary>
public static class LadderModule
{
    /// <summary>Assembly, database role and routes.</summary>
    public static readonly Module Module = new(typeof(LadderModule).Assembly, "sc_ladder", Map)
    {
        Scopes = [Scopes.OrdersRead, Scopes.OrdersWrite, Scopes.ProductsRead, Scopes.ProductsWrite],
        Terms = LadderTerms.All,
        Register = Register,
        Tags =
        [
            new("Products", "Products and their rungs on the product ladder."),
            new(
                "Orders",
                "Paid orders, payments in parts, amendments, shipments, completions, refunds, after-sale cases and "
                    + "chargebacks."),
            new("Programmes", "Programmes that raise lifetime value, with customers held out to tell their effect."),
        ],
        Checks = [.. OrderChecks.Checks, .. WaitingEventChecks.Checks, .. PaymentChecks.Checks],
        Personal = LadderPersonalData.Data,
    };

    private static void Register(IServiceCollection services)
    {
        DapperTypeHandlers.RegisterJson<EarlierRung[]>();
        DapperTypeHandlers.RegisterJson<OrderAmendment>();
        DapperTypeHandlers.RegisterJson<ProgrammeTerms>();
        DapperTypeHandlers.RegisterJson<AmendedState[]>();
        services.AddSingleton<OverduePartSchedule>().AddHostedService<AnnounceOverdueParts>();
    }

    private static void Map(IEndpointRouteBuilder routes)
    {
        PutProduct.Map(routes);
        GetProduct.Map(routes);
        ListProducts.Map(routes);
        PutLadder.Map(routes);
        PutRepurchaseDesign.Map(routes);
        PutProductLink.Map(routes);
        RemoveProductLink.Map(routes);
        ListProductLinks.Map(routes);
        ListProductSuggestions.Map(routes);
        ListProductLinkHits.Map(routes);
        GetRelatedRepurchase.Map(routes);
        GetRungReport.Map(routes);
        GetRepurchaseReport.Map(routes);
        GetGroceryStoreReport.Map(routes);
        GetRetentionReport.Map(routes);
        GetLifecycleReport.Map(routes);
        GetLifetimeValueReport.Map(routes);
        GetOrder.Map(routes);
        ListOrders.Map(routes);
        ListOrderWarnings.Map(routes);
        ListRefunds.Map(routes);
        ListWaitingEvents.Map(routes);
        ListAfterSales.Map(routes);
        ListOverduePayments.Map(routes);
        GetJourney.Map(routes);
        PutCustomerNeed.Map(routes);
        GetNextOffer.Map(routes);
        GetLifecycle.Map(routes);
        ListSleepingCustomers.Map(routes);
        GetLifetimeValue.Map(routes);
        PutLifecycleSettings.Map(routes);
        PutProgramme.Map(routes);
        GetProgramme.Map(routes);
        ListProgrammes.Map(routes);
        EnrolParticipants.Map(routes);
        ListParticipants.Map(routes);
        RecordProgrammeAction.Map(routes);
        GetProgrammeEffect.Map(routes);
        PutOrderSettings.Map(routes);
    }
}
