namespace SocialCommerce.Commissions.Compliance;

/// <summary>
/// Returns the compliance guard in force for the shop: every rule, where it acts, its source and its limits. Not legal
/// advice: these are defaults for the merchant's lawyer to review.
/// </summary>
internal static class GetComplianceGuard
{
    /// <summary>The guard of the caller's shop.</summary>
    public sealed record Query : IRequest<Result>;

    /// <summary>The guard as it holds now.</summary>
    /// <param name="Jurisdiction" example="CN">CN, US, EU or custom.</param>
    /// <param name="Version" example="CN-1">Version of the profile.</param>
    /// <param name="EffectiveFrom">Since when it holds.</param>
    /// <param name="Rules">Every rule.</param>
    public sealed record Result(
        string Jurisdiction, string Version, DateTimeOffset EffectiveFrom, IReadOnlyList<Rule> Rules);

    /// <summary>A rule with its limits here.</summary>
    /// <param name="RuleId" example="G01">G01…G22.</param>
    /// <param name="ActsOn" example="plan">Which part of the product looks at it.</param>
    /// <param name="Title" example="Levels that are paid">What it is about.</param>
    /// <param name="Source" example="Decree 444, art. 7">Where it comes from.</param>
    /// <param name="Limits">From where on it finds something; empty where it finds nothing here.</param>
    public sealed record Rule(
        string RuleId, string ActsOn, string Title, string Source, IReadOnlyList<GuardLimit> Limits);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/compliance/guard", (IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(), cancel))
            .Describe(
                "getComplianceGuard", "Commissions", "Get the compliance guard",
                "Returns the compliance profile in force for the shop's jurisdiction: every rule with its source, the "
                    + "part of the product that it checks, and its limits. These are defaults for the merchant's "
                    + "lawyer to review, not legal advice.")
            .Scope(Scopes.CommissionsRead);

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancel)
        {
            var shop = caller.Shop;
            var state = (await db.Read(shop.Id, batch => batch.ShopState(shop.Id), cancel)).First!;
            var catalogue = GuardCatalogue.Shipped;
            var profile = catalogue.InForce(shop.Jurisdiction, state.Now(shop, time));
            return new Result(profile.Jurisdiction, profile.Version, profile.EffectiveFrom,
            [
                .. catalogue.Rules.Select(rule => new Rule(
                    rule.RuleId, rule.ActsOn, rule.Title, rule.Source, profile.Of(rule.RuleId))),
            ]);
        }
    }
}
