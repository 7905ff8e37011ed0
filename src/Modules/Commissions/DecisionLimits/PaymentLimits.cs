using Microsoft.AspNetCore.Mvc;

namespace SocialCommerce.Commissions.DecisionLimits;

/// <summary>
/// The limits of payments that no order earns, and of what one person may release alone. A change applies at once and
/// is checked again when a decision is made; each version is kept with the person who set it.
/// </summary>
public static class PaymentLimits
{
    private const int MaxProfitBps = 1_000_000;
    private const int AllBps = 10_000;
    private const long UsualAdjustment = 1_000_000;
    private const long UsualProject = 10_000_000;

    /// <summary>The limits.</summary>
    /// <param name="AdjustmentMinor">The most that one adjustment may come to, in minor units.</param>
    /// <param name="ProjectMinor">The most that one project may pay, in minor units.</param>
    /// <param name="ProfitBps">The most that a profit for dividends may come to, in basis points of the net sales that
    /// the period counts; 10,000 is all of them.</param>
    /// <param name="ReleaseMinor">The most held commission that one person may release alone, in minor units; 0: every
    /// release needs a second person.</param>
    public sealed record Body(
        long AdjustmentMinor = UsualAdjustment, long ProjectMinor = UsualProject, int ProfitBps = AllBps,
        long ReleaseMinor = 0);

    /// <summary>The limits to set.</summary>
    public sealed record Command(Body Body, string? IfMatch) : IRequest<Limits>;

    /// <summary>The limits in force.</summary>
    public sealed record Query : IRequest<Limits>;

    /// <summary>A version of the limits; 0 while none was set.</summary>
    public sealed record Limits(long Version, long Adjustment, long Project, int ProfitBps, long Release)
    {
        internal static readonly Limits Usual = new(0, UsualAdjustment, UsualProject, AllBps, 0);

        internal Body ToBody() => new(Adjustment, Project, ProfitBps, Release);
    }

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/v1/payment-limits", async (
                Body body, [FromHeader(Name = "If-Match")] string? ifMatch, HttpResponse response, IMediator mediator,
                CancellationToken cancel) => Tag(response, await mediator.Send(new Command(body, ifMatch), cancel)))
            .Describe(
                "putPaymentLimits", "Settlement", "Set payment limits",
                "Sets the limits for payments that no order earns (adjustments, projects and dividend profits) and the "
                    + "amount of held commission that one person may release alone. New limits apply at once, also to "
                    + "requests that wait for a decision. Each version is kept with the person who set it. Setting the "
                    + "same limits again changes nothing; a stale `If-Match` is rejected with 412.")
            .Example("""
                {"adjustmentMinor": 500000, "projectMinor": 2000000, "profitBps": 3000, "releaseMinor": 20000}
                """)
            .Tagged()
            .Scope(Scopes.CommissionsWrite).ForPersons(Roles.Admin)
            .Problems(CommonProblems.ChangedMeanwhile, CommonProblems.ValidationFailed);
        routes.MapGet("/v1/payment-limits", async (
                HttpResponse response, IMediator mediator, CancellationToken cancel) =>
                Tag(response, await mediator.Send(new Query(), cancel)))
            .Describe(
                "getPaymentLimits", "Settlement", "Get payment limits",
                "Returns the limits in force for adjustments, projects, dividend profits and releases by one person, "
                    + "with their version as ETag. Version 0 means the defaults.")
            .Tagged()
            .Scope(Scopes.CommissionsRead);
    }

    private static Body Tag(HttpResponse response, Limits limits)
    {
        response.Headers.ETag = EntityTag.Of(limits.Version);
        return limits.ToBody();
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.AdjustmentMinor).AmountFrom(1);
            RuleFor(c => c.Body.ProjectMinor).AmountFrom(1);
            RuleFor(c => c.Body.ProfitBps).InclusiveBetween(0, MaxProfitBps).WithErrorCode("BPS_OUT_OF_RANGE")
                .WithMessage($"Must be between 0 and {MaxProfitBps} basis points.");
            RuleFor(c => c.Body.ReleaseMinor).AmountFrom(0);
        }
    }

    /// <summary>The limits in force, as a statement of a batch; no row while none was set.</summary>
    public static PendingRows<Limits> PaymentLimitsInForce(this CommissionsBatch batch, long shopId) =>
        batch.Rows<Limits>(LatestSql, new { shop = shopId });

    /// <summary>The limits that were read, or the usual ones.</summary>
    public static Limits OrUsual(this PendingRows<Limits> read) => read.First ?? Limits.Usual;

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, Limits>, IRequestHandler<Query, Limits>
    {
        public Task<Limits> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, async transaction =>
            {
                var reads = transaction.Batch();
                // First, because it locks the shop's row: of two changes at once the second sees the first.
                reads.RaiseSettingsVersion(transaction.ShopId);
                var state = reads.ShopState(transaction.ShopId);
                var latest = reads.Commissions.PaymentLimitsInForce(transaction.ShopId);
                await reads.Run(cancel);
                var old = latest.OrUsual();
                EntityTag.Require(command.IfMatch, old.Version);
                if (old.ToBody() == command.Body) return old;

                var writes = transaction.Batch();
                var made = writes.Rows<Limits>(InsertSql, new
                {
                    shop = transaction.ShopId,
                    command.Body.AdjustmentMinor,
                    command.Body.ProjectMinor,
                    command.Body.ProfitBps,
                    command.Body.ReleaseMinor,
                    by = caller.RequirePerson().OperatorId,
                    now = state.First!.Now(caller.Shop, time),
                });
                writes.Log(
                    transaction.ShopId, caller, new AuditEntry("paymentLimits", "limits", old.ToBody(), command.Body));
                await writes.Commit(cancel);
                return made.First!;
            }, cancel);

        public async Task<Limits> Handle(Query query, CancellationToken cancel) =>
            (await db.Read(caller.Shop.Id, batch => batch.Commissions.PaymentLimitsInForce(caller.Shop.Id), cancel))
                .OrUsual();
    }

    private const string Columns = "version, adjustment, project, profit_bps, release";

    private const string LatestSql = $"""
        select {Columns} from payment_limits where shop_id = @shop order by version desc limit 1
        """;

    private const string InsertSql = $"""
        insert into payment_limits (shop_id, adjustment, project, profit_bps, release, set_by, recorded_at)
        values (@shop, @adjustmentMinor, @projectMinor, @profitBps, @releaseMinor, @by, @now)
        returning {Columns}
        """;
}
