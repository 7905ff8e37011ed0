using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Plans;

/// <summary>
/// Returns the budgets of a version's rules and what orders have used of them. Use never falls: what refunds take back
/// is not spent again.
/// </summary>
internal static class GetBudgets
{
    /// <summary>The plan version.</summary>
    public sealed record Query(string PlanId) : IRequest<Result>;

    /// <summary>The version's budgets.</summary>
    /// <param name="PlanId">Its id.</param>
    /// <param name="Status"><c>draft</c> or <c>published</c>.</param>
    /// <param name="Budgets">One for each rule that has one, in the order in which the rules run.</param>
    /// <param name="EffectiveFrom">Orders paid from then on may use them, until the next version.</param>
    public sealed record Result(
        string PlanId, string Status, IReadOnlyList<Budget> Budgets, DateTimeOffset? EffectiveFrom = null);

    /// <summary>A rule's budget.</summary>
    /// <param name="RuleId">The rule.</param>
    /// <param name="Total">The most that it pays, all orders together.</param>
    /// <param name="Used">What orders have reserved.</param>
    /// <param name="Left">What is left.</param>
    /// <param name="From">The rule pays for orders paid from then on.</param>
    /// <param name="Until">And for those paid before then.</param>
    /// <param name="ReachedAt">When the order was recorded that took the last of it.</param>
    public sealed record Budget(
        string RuleId, Money Total, Money Used, Money Left, DateTimeOffset? From = null, DateTimeOffset? Until = null,
        DateTimeOffset? ReachedAt = null);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/plans/{planId}/budgets", (string planId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(planId), cancel))
            .Describe(
                "getBudgets", "Commissions", "Get a plan version's budgets",
                "Returns the budget of each rule that has one: total, used and left, and when it ran out. Orders "
                    + "reserve budget when they are recorded. Use never falls: what refunds take back is not spent "
                    + "again.")
            .Scope(Scopes.CommissionsRead).Problems(PlanProblems.PlanNotFound);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancel)
        {
            var shop = caller.Shop;
            PendingRows<Row>? used = null;
            var plans = await db.Read(shop.Id, batch =>
            {
                var found = batch.Commissions.FindPlan(shop.Id, query.PlanId);
                used = batch.Rows<Row>(
                    Sql, new { shop = shop.Id, planKey = PublicId.KeyOf(PlanVersion.Prefix, query.PlanId) ?? 0 });
                return found;
            }, cancel);
            var plan = plans.OrNotFound(query.PlanId);
            return new Result(
                plan.PlanId, plan.Status,
                [
                    .. plan.ReadContent().Rules.Where(rule => rule.Budget is not null).Select(
                        rule => Of(shop, rule, used!.List.Find(row => row.Rule == rule.RuleId))),
                ],
                plan.EffectiveFrom);
        }

        private static Budget Of(Shop shop, PlanRule rule, Row? row)
        {
            var (total, used) = (rule.Budget!.Value, row?.Used ?? 0);
            return new Budget(
                rule.RuleId, shop.Money(total), shop.Money(used), shop.Money(total - used), rule.From, rule.Until,
                row?.ReachedAt);
        }
    }

    private sealed record Row(string Rule, long Used, DateTimeOffset? ReachedAt);

    private const string Sql = """
        select rule, used, reached_at from rule_budgets where shop_id = @shop and plan_key = @planKey
        """;
}
