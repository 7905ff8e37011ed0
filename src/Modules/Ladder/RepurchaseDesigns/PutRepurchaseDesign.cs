using Microsoft.AspNetCore.Mvc;
using SocialCommerce.Ladder.Products;

namespace SocialCommerce.Ladder.RepurchaseDesigns;

/// <summary>
/// States why a product is bought again (必然复购设计): which of the five mechanisms and of the five inevitability points it
/// has, how, and after how many days it is usually bought again. The answer lists what is missing.
/// </summary>
internal static class PutRepurchaseDesign
{
    private const int MaxCycleDays = 3_660;

    /// <summary>The design of a product; what is absent is missing.</summary>
    /// <param name="Mechanisms">The mechanisms that the product has, each once.</param>
    /// <param name="Points">The inevitability points that it has, each once.</param>
    /// <param name="ExpectedCycleDays">After how many days, of 24 hours each, it is usually bought again.</param>
    public sealed record Body(
        IReadOnlyList<RepurchaseMechanism> Mechanisms, IReadOnlyList<InevitabilityPoint> Points,
        int? ExpectedCycleDays = null);

    /// <summary>A design to set.</summary>
    public sealed record Command(string ProductId, Body Body, string? IfMatch) : IRequest<RepurchaseDesign>;

    /// <summary>The design in force of a product.</summary>
    public sealed record Query(string ProductId) : IRequest<RepurchaseDesign>;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/v1/products/{productId}/repurchase-design", (
                string productId, Body body, [FromHeader(Name = "If-Match")] string? ifMatch, HttpResponse response,
                IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(productId, body, ifMatch), cancel)
                    .TaggedBy(response, design => design.Version))
            .Describe(
                "putRepurchaseDesign", "Products", "Set a product's repurchase design",
                "States why a product is bought again: which of the five mechanisms and of the five inevitability "
                    + "points it has and how, and its expected cycle in days. The answer lists what is missing. "
                    + "Next offers expect the customer to buy again after the cycle. Each change is a new version, "
                    + "and sending the design in force changes nothing. An unknown product is refused with 404, a "
                    + "mechanism or point that is unknown or occurs twice with 422, an outdated `If-Match` with 412.")
            .Example("""
                {"mechanisms": [{"mechanism": "consumables", "how": "A bottle lasts for 30 days"}],
                 "points": [{"point": "growingRights", "how": "The third bottle raises the member tier"}],
                 "expectedCycleDays": 30}
                """)
            .Tagged()
            .Scope(Scopes.ProductsWrite).ForBackends(Roles.Operator)
            .Problems(
                ProductProblems.ProductNotFound, CommonProblems.ChangedMeanwhile, CommonProblems.ValidationFailed);
        routes.MapGet("/v1/products/{productId}/repurchase-design", (
                string productId, HttpResponse response, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(productId), cancel).TaggedBy(response, design => design.Version))
            .Describe(
                "getRepurchaseDesign", "Products", "Get a product's repurchase design",
                "Returns the mechanisms and inevitability points by which a product is bought again, its expected "
                    + "cycle, and what is missing of them, with an ETag for a conditional update. Of a product "
                    + "without a design everything is missing.")
            .Tagged()
            .Scope(Scopes.ProductsRead).Problems(ProductProblems.ProductNotFound);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Mechanisms).Count(0, RepurchaseMechanism.All.Count).WithErrorCode("LIST_COUNT")
                .WithMessage("There are five mechanisms.");
            RuleFor(c => c.Body.Mechanisms)
                .Must(all => all.DistinctBy(one => one.Mechanism).Count() == all.Count)
                .WithErrorCode("VALUE_TWICE").WithMessage("A mechanism occurs once.");
            RuleForEach(c => c.Body.Mechanisms).ChildRules(one =>
            {
                one.RuleFor(o => o.Mechanism).OneOf([.. RepurchaseMechanism.All]);
                one.RuleFor(o => o.How).Words();
            });
            RuleFor(c => c.Body.Points).Count(0, InevitabilityPoint.All.Count).WithErrorCode("LIST_COUNT")
                .WithMessage("There are five inevitability points.");
            RuleFor(c => c.Body.Points).Must(all => all.DistinctBy(one => one.Point).Count() == all.Count)
                .WithErrorCode("VALUE_TWICE").WithMessage("A point occurs once.");
            RuleForEach(c => c.Body.Points).ChildRules(one =>
            {
                one.RuleFor(o => o.Point).OneOf([.. InevitabilityPoint.All]);
                one.RuleFor(o => o.How).Words();
            });
            RuleFor(c => c.Body.ExpectedCycleDays).Between(1, MaxCycleDays);
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, RepurchaseDesign>, IRequestHandler<Query, RepurchaseDesign>
    {
        public Task<RepurchaseDesign> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Put(transaction, command), cancel);

        public async Task<RepurchaseDesign> Handle(Query query, CancellationToken cancel)
        {
            var row = await db.First<Row>(
                caller.Shop.Id, DesignSql, new { shop = caller.Shop.Id, query.ProductId }, cancel);
            return row?.ToDesign(query.ProductId) ?? throw ProductProblems.ProductNotFound.For(query.ProductId);
        }

        private async Task<RepurchaseDesign> Put(ShopTransaction transaction, Command command)
        {
            var shop = transaction.ShopId;
            var reads = transaction.Batch();
            reads.LockProduct(shop, command.ProductId);
            var state = reads.ShopState(shop);
            var found = reads.Rows<Row>(DesignSql, new { shop, command.ProductId });
            await reads.Run(transaction.Cancel);
            if (found.First is not { } row) throw ProductProblems.ProductNotFound.For(command.ProductId);
            EntityTag.Require(command.IfMatch, row.Version ?? 0);
            if (row.Version is not null && JsonDifference.First(row.Body, command.Body) is null)
                return row.ToDesign(command.ProductId);

            var next = RepurchaseDesign.Of(
                command.ProductId, (row.Version ?? 0) + 1, command.Body, state.First!.Now(caller.Shop, time));
            var writes = transaction.Batch();
            writes.Do(InsertSql, new
            {
                shop,
                next.ProductId,
                next.Version,
                content = Json.Write(command.Body),
                next.ExpectedCycleDays,
                next.RecordedAt,
            });
            writes.Log(shop, caller, new AuditEntry(
                "repurchaseDesign", next.ProductId, row.Version is null ? null : row.Body, command.Body));
            await writes.Commit(transaction.Cancel);
            return next;
        }
    }

    private sealed record Row(int? Version, string? Content, DateTimeOffset? RecordedAt)
    {
        public Body Body => Content is null ? new([], []) : Json.Read<Body>(Content);

        public RepurchaseDesign ToDesign(string productId) =>
            RepurchaseDesign.Of(productId, Version ?? 0, Body, RecordedAt);
    }

    private const string DesignSql = """
        select d.version, d.content, d.recorded_at
        from products p
        left join lateral (
            select version, content, recorded_at from repurchase_designs
            where shop_id = @shop and product_id = p.product_id
            order by version desc limit 1) as d on true
        where p.shop_id = @shop and p.product_id = @productId
        """;

    private const string InsertSql = """
        insert into repurchase_designs (shop_id, product_id, version, content, expected_cycle_days, recorded_at)
        values (@shop, @productId, @version, @content::jsonb, @expectedCycleDays, @recordedAt)
        """;
}
