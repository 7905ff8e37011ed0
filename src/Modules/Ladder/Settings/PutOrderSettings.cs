using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace SocialCommerce.Ladder.Settings;

/// <summary>
/// Sets the tolerances for orders and refunds. A refund whose amounts exceed the remaining goods by no more than
/// `refundToleranceMinor` is applied with a warning; a larger one waits for a decision. Tenders that differ from the
/// amount due by no more than `tenderToleranceMinor` are accepted with a warning. Both default to 5. With `netOfTax`,
/// points, growth, own spend, team sales and the journey count orders without the tax that prices include; commission
/// follows the plan's property of the same name. A change applies to what is reported afterwards.
/// </summary>
internal static class PutOrderSettings
{

    /// <summary>The tolerances, in minor units: 0 to 100000 each; and how orders are counted.</summary>
    /// <param name="RefundToleranceMinor" example="5">
    /// By how much the amounts of one refund may exceed what is left of the order's goods.
    /// </param>
    /// <param name="TenderToleranceMinor" example="5">
    /// By how much an order's tenders may miss what was due, either way.
    /// </param>
    /// <param name="NetOfTax">
    /// Whether points, growth, spend, team sales and the journey count without the tax that prices include; false when
    /// absent.
    /// </param>
    public sealed record Body(long RefundToleranceMinor, long TenderToleranceMinor, bool NetOfTax = false);

    /// <summary>The tolerances to set.</summary>
    public sealed record Command(Body Body, string? IfMatch) : IRequest<OrderSettings>;

    /// <summary>The tolerances in force.</summary>
    public sealed record Query : IRequest<OrderSettings>;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/v1/order-settings", async (
                Body body, [FromHeader(Name = "If-Match")] string? ifMatch, HttpResponse response, IMediator mediator,
                CancellationToken cancel) =>
            {
                var settings = await mediator.Send(new Command(body, ifMatch), cancel);
                response.Headers.ETag = EntityTag.Of(settings.Version);
                return Show(settings);
            })
            .Describe(
                "putOrderSettings", "Orders", "Set the order settings",
                "Sets the tolerances for orders and refunds, 5 minor units each by default. A refund that exceeds "
                    + "the remaining goods by no more than `refundToleranceMinor` is applied with a warning; a "
                    + "larger one waits for a decision. Tenders that differ from the amount due by no more than "
                    + "`tenderToleranceMinor` are accepted with a warning. With `netOfTax`, points, growth, spend, "
                    + "team sales and the journey exclude the tax that prices include; commission follows the plan's "
                    + "own setting. A change applies to what is reported afterwards, and sending the settings in "
                    + "force changes nothing. Tolerances above 100000 and an outdated `If-Match` are refused.")
            .Example("""{"refundToleranceMinor": 5, "tenderToleranceMinor": 5, "netOfTax": true}""")
            .Tagged()
            .Scope(Scopes.OrdersWrite).ForBackends(Roles.Operator)
            .Problems(CommonProblems.ChangedMeanwhile, CommonProblems.ValidationFailed);
        routes.MapGet("/v1/order-settings", async Task<Results<Ok<Body>, StatusCodeHttpResult>> (
                HttpContext http, IMediator mediator, CancellationToken cancel) =>
            {
                var settings = await mediator.Send(new Query(), cancel);
                return EntityTag.Answer(http, EntityTag.Of(settings.Version), Show(settings));
            })
            .Describe(
                "getOrderSettings", "Orders", "Get the order settings",
                "Returns the tolerances for refunds and tenders, and whether orders are counted without tax.")
            .Tagged()
            .Scope(Scopes.OrdersRead).Produces(StatusCodes.Status304NotModified);
    }

    private static Body Show(OrderSettings settings) =>
        new(settings.RefundToleranceMinor, settings.TenderToleranceMinor, settings.NetOfTax);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.RefundToleranceMinor).Between(0, OrderSettings.MaxToleranceMinor);
            RuleFor(c => c.Body.TenderToleranceMinor).Between(0, OrderSettings.MaxToleranceMinor);
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, OrderSettings>, IRequestHandler<Query, OrderSettings>
    {
        public Task<OrderSettings> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Put(transaction, command), cancel);

        public async Task<OrderSettings> Handle(Query query, CancellationToken cancel) =>
            await db.First<OrderSettings>(
                caller.Shop.Id, OrderSettingsCache.InForceSql, new { shop = caller.Shop.Id }, cancel)
            ?? OrderSettings.Default;

        private async Task<OrderSettings> Put(ShopTransaction transaction, Command command)
        {
            var reads = transaction.Batch();
            // First, because it locks the shop's row: of two changes at once the second sees the first.
            reads.RaiseSettingsVersion(transaction.ShopId);
            var state = reads.ShopState(transaction.ShopId);
            var found = reads.Rows<OrderSettings>(OrderSettingsCache.InForceSql, new { shop = transaction.ShopId });
            await reads.Run(transaction.Cancel);
            var old = found.First ?? OrderSettings.Default;
            EntityTag.Require(command.IfMatch, old.Version);
            if (Show(old) == command.Body) return old;

            var (refund, tender, netOfTax) = command.Body;
            var next = new OrderSettings(old.Version + 1, refund, tender, netOfTax);
            var writes = transaction.Batch();
            writes.Do(InsertSql, new
            {
                shop = transaction.ShopId,
                next.Version,
                next.RefundToleranceMinor,
                next.TenderToleranceMinor,
                next.NetOfTax,
                now = state.First!.Now(caller.Shop, time),
            });
            writes.Log(
                transaction.ShopId, caller, new AuditEntry("orderSettings", "orderSettings", Show(old), command.Body));
            await writes.Commit(transaction.Cancel);
            return next;
        }
    }

    private const string InsertSql = """
        insert into order_settings_versions (shop_id, version, refund_tolerance_minor, tender_tolerance_minor,
            net_of_tax, recorded_at)
        values (@shop, @version, @refundToleranceMinor, @tenderToleranceMinor, @netOfTax, @now)
        """;
}
