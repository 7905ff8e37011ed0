using SocialCommerce.Commissions.Terms;
using SocialCommerce.Commissions.Tiers;

namespace SocialCommerce.Commissions.Plans;

/// <summary>
/// Lists a template of tiers and plan for each jurisdiction; the template of the shop's own can be published as it is.
/// </summary>
internal static class ListPlanTemplates
{
    /// <summary>All templates.</summary>
    public sealed record Query : IRequest<Page<PlanTemplate>>;

    /// <summary>Tiers and a plan to begin with.</summary>
    /// <param name="Jurisdiction" example="CN">CN, US, EU or custom.</param>
    /// <param name="Name">What it is in few words.</param>
    /// <param name="Description" example="A sample to take home">What it pays, and why.</param>
    /// <param name="Tiers">To be set as the shop's partner tiers.</param>
    /// <param name="Content">To be drafted as a plan.</param>
    public sealed record PlanTemplate(
        string Jurisdiction, string Name, string Description, IReadOnlyList<PartnerTier> Tiers, PlanContent Content);

    /// <summary>The templates that ship.</summary>
    public static IReadOnlyList<PlanTemplate> Shipped { get; } = Read();

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/plan-templates", (IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(), cancel))
            .Describe(
                "listPlanTemplates", "Commissions", "List plan templates",
                "Lists a ready-made set of partner tiers and a plan for each jurisdiction. The template of the shop's "
                    + "own jurisdiction can be published as it is: set its tiers, create its content as a plan, and "
                    + "publish it.")
            .Scope(Scopes.CommissionsRead);

    internal sealed class Handler : IRequestHandler<Query, Page<PlanTemplate>>
    {
        public Task<Page<PlanTemplate>> Handle(Query query, CancellationToken cancel) =>
            Task.FromResult(new Page<PlanTemplate>(Shipped, null, false));
    }

    private static List<PlanTemplate> Read()
    {
        const string Resource = "SocialCommerce.Commissions.Compliance.templates.json";
        using var reader = new StreamReader(typeof(ListPlanTemplates).Assembly.GetManifestResourceStream(Resource)!);
        return Json.Read<List<PlanTemplate>>(reader.ReadToEnd());
    }
}
