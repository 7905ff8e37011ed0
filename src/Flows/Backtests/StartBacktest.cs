using SocialCommerce.Commissions.Backtests;
using SocialCommerce.Commissions.Plans;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Commissions.Tiers;
using SocialCommerce.Flows.Context;

namespace SocialCommerce.Flows.Backtests;

/// <summary>
/// Computes the orders of a past window again under any plan version, drafts included, with the referral chain as it
/// was when each was paid, and with tiers as they were or as a list of tiers would have given them. A background job
/// does the work and books nothing.
/// </summary>
internal static class StartBacktest
{
    private const int MaxDays = 366;
    private const int MaxTop = 100;
    private const int MaxOpen = 10;

    /// <summary>What to backtest.</summary>
    /// <param name="PlanId">The version; a draft as it is now.</param>
    /// <param name="From">Orders paid from then on,</param>
    /// <param name="To">until just before then; not in the future, and at most 366 days later.</param>
    /// <param name="Top">How many winners and losers the report names; 1 to 100.</param>
    /// <param name="Tiers">
    /// <c>asTheyWere</c>, or <c>reevaluated</c>: people begin with the tiers that they held when the window began, and
    /// what was recorded since promotes them by the list's conditions.
    /// </param>
    /// <param name="TierList">The list for re-evaluated tiers, lowest first; the shop's own where it is absent.</param>
    public sealed record Command(
        string PlanId, DateTimeOffset From, DateTimeOffset To, int Top = 20, string Tiers = BacktestTiers.AsTheyWere,
        [property: Most(PlanRule.MaxTiers, IsChecked = true)] IReadOnlyList<PartnerTier>? TierList = null)
        : IRequest<string>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/commissions/backtests", async (
                Command command, HttpResponse response, IMediator mediator, CancellationToken cancel) =>
            {
                var answer = await mediator.Send(command, cancel);
                response.Headers.Location = LocationOf(answer);
                return Results.Text(answer, "application/json", statusCode: StatusCodes.Status202Accepted);
            })
            .Describe(
                "startBacktest", "Commissions", "Start a backtest",
                "Starts a background job that computes the paid orders of a past window again under any plan version, "
                    + "drafts included, with the referral chain as it was at each payment and tiers either as they "
                    + "were or re-evaluated by a tier list. It books nothing. The window ends in the past and has at "
                    + "most 366 days; at most ten backtests wait or run at a time. The API rejects a tier list that "
                    + "lacks a tier paid by the version. Send an `Idempotency-Key` to make retries safe.")
            .Example("""
                {"planId": "pln_0000000000042", "from": "2026-01-01T00:00:00Z", "to": "2026-02-01T00:00:00Z",
                 "top": 20, "tiers": "reevaluated", "tierList": [{"tierId": "T1", "name": "Partner",
                 "conditions": {"metric": "directBuyers", "atLeast": 3}}]}
                """)
            .Located()
            .Scope(Scopes.CommissionsWrite).Repeatable().ForBackends(Roles.Operator, Roles.Finance).Expensive()
            .Produces<PlanBacktest>(StatusCodes.Status202Accepted)
            .Problems(
                PlanProblems.PlanNotFound, BacktestProblems.TooManyBacktests, PlanProblems.TierUnknown,
                CommonProblems.ValidationFailed, BacktestProblems.WindowNotPast);

    private static string LocationOf(string answer) =>
        $"/v1/commissions/backtests/{Json.Read<PlanBacktest>(answer).BacktestId}";

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.PlanId).MerchantId();
            RuleFor(c => c.To)
                .Must((command, to) => to > command.From && to - command.From <= TimeSpan.FromDays(MaxDays))
                .WithErrorCode("WINDOW_INVALID")
                .WithMessage($"The window must end after it begins and have at most {MaxDays} days.");
            RuleFor(c => c.Top).InclusiveBetween(1, MaxTop).WithErrorCode("TOP_OUT_OF_RANGE");
            RuleFor(c => c.Tiers).OneOf(BacktestTiers.AsTheyWere, BacktestTiers.Reevaluated);
            RuleFor(c => c.TierList).Must((command, _) => command.Tiers == BacktestTiers.Reevaluated)
                .WithErrorCode("NOT_APPLICABLE").WithMessage("tierList is only allowed with re-evaluated tiers.")
                .When(c => c.TierList is not null);
            When(c => c.TierList is not null, () => RuleFor(c => c.TierList!).IsTierList());
        }
    }

    internal sealed class Handler(FlowContext context, ShopSettings settings, Caller caller, BacktestSignal bell)
        : IRequestHandler<Command, string>
    {
        public async Task<string> Handle(Command command, CancellationToken cancel)
        {
            var answer = await context.Db.Write(context.Shop.Id, transaction => Start(transaction, command), cancel);
            bell.Ring();
            return answer;
        }

        private async Task<string> Start(ShopTransaction transaction, Command command)
        {
            var reads = transaction.Batch();
            var claim = context.Idempotency.Claim(reads, transaction.ShopId);
            var state = reads.ShopState(transaction.ShopId);
            var plan = reads.Commissions.FindPlan(transaction.ShopId, command.PlanId);
            var open = reads.Commissions.OpenBacktests(transaction.ShopId);
            await reads.Run(transaction.Cancel);
            context.Idempotency.ThrowIfKept(claim, LocationOf);
            var version = plan.OrNotFound(command.PlanId);
            var now = state.First!.Now(context.Shop, context.Time);
            if (command.To > now)
                throw BacktestProblems.WindowNotPast.Because(
                    $"The window must end by the shop's clock: {Json.Text(now)}.", "#/to");
            if (open.First >= MaxOpen)
                throw BacktestProblems.TooManyBacktests.Because(
                    $"{MaxOpen} backtests wait or run already; wait or cancel one.");

            var tiers = await Tiers(transaction, command, version, state.First!);
            var writes = transaction.Batch();
            var made = writes.Commissions.StartBacktest(transaction.ShopId, version, new BacktestAsked(
                command.From, command.To, command.Top, tiers, caller.Person?.OperatorId, now));
            await writes.Run(transaction.Cancel);
            var answer = Json.Write(made.First!.ToBacktest());
            var ending = transaction.Batch();
            context.Idempotency.Keep(ending, transaction.ShopId, StatusCodes.Status202Accepted, answer);
            await ending.Commit(transaction.Cancel);
            return answer;
        }

        /// <summary>The list by which tiers are re-evaluated, which has every tier that the version pays.</summary>
        private async Task<IReadOnlyList<PartnerTier>?> Tiers(
            ShopTransaction transaction, Command command, PlanRow version, ShopState state)
        {
            if (command.Tiers == BacktestTiers.AsTheyWere) return null;
            var tiers = command.TierList ?? (await settings.Commissions(transaction, state)).Tiers;
            BacktestTiers.RefuseUnknown(
                version.ReadContent(), tiers, command.TierList is null ? "#/planId" : "#/tierList");
            return tiers;
        }
    }
}
