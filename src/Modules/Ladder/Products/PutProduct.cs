using Microsoft.AspNetCore.Mvc;

namespace SocialCommerce.Ladder.Products;

/// <summary>
/// Creates a product with its rung and role, or replaces it. Paid orders keep the rung that the product had then; a
/// product that was sold before it had a rung passes the rung to those orders as well.
/// </summary>
internal static class PutProduct
{
    /// <summary>What a merchant declares about a product; what is absent is taken back.</summary>
    /// <param name="Name" example="Renewal serum 30 ml">What people read.</param>
    /// <param name="Class">The merchant's own class.</param>
    /// <param name="Rung"><c>traffic</c>, <c>low</c>, <c>member</c> or <c>partner</c>.</param>
    /// <param name="Role"><c>consumption</c>, <c>member</c> or <c>partner</c>.</param>
    /// <param name="CommissionableValue">Per unit, 0 or more, in the shop's currency.</param>
    /// <param name="Price">
    /// List price of a unit, 0 or more, in the shop's currency. The ladder compares it; orders have their own prices.
    /// </param>
    public sealed record Content(
        string Name, string? Class = null, string? Rung = null, string? Role = null, Money? CommissionableValue = null,
        Money? Price = null);

    /// <summary>A product under the merchant's own id.</summary>
    public sealed record Command(string ProductId, Content Body, string? IfMatch) : IRequest<Product>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/v1/products/{productId}", async (
                string productId, Content body, [FromHeader(Name = "If-Match")] string? ifMatch, HttpResponse response,
                IMediator mediator, CancellationToken cancel) =>
            {
                var product = await mediator.Send(new Command(productId, body, ifMatch), cancel);
                response.Headers.ETag = product.Tag();
                return product;
            })
            .Describe(
                "putProduct", "Products", "Create or replace a product",
                "Creates a product with its rung on the product ladder and its role, or replaces it; an absent "
                    + "property is cleared. Paid orders keep the rung that the product had then; a product that was "
                    + "sold before it had a rung passes the rung to those orders as well. `price` is the list price by "
                    + "which the ladder is checked. Sending the same product again only renews its `updatedAt`. An "
                    + "unknown rung or role and an amount in another currency are refused with 422, an outdated "
                    + "`If-Match` with 412.")
            .Example("""
                {"name": "Renewal serum 30 ml", "class": "skincare", "rung": "member", "role": "consumption",
                 "commissionableValue": {"amount": 15000, "currency": "CNY"},
                 "price": {"amount": 19900, "currency": "CNY"}}
                """)
            .Tagged()
            .Scope(Scopes.ProductsWrite).ForBackends(Roles.Operator)
            .Problems(CommonProblems.ChangedMeanwhile, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.ProductId).MerchantId();
            RuleFor(c => c.Body.Name).Line("NAME_INVALID", "A name");
            RuleFor(c => c.Body.Class!).MerchantId().When(c => c.Body.Class is not null);
            RuleFor(c => c.Body.Rung!).OneOf([.. Rungs.All]).When(c => c.Body.Rung is not null);
            RuleFor(c => c.Body.Role!).OneOf([.. Product.Roles]).When(c => c.Body.Role is not null);
            RuleFor(c => c.Body.CommissionableValue!.Amount).AmountFrom(0)
                .When(c => c.Body.CommissionableValue is not null);
            RuleFor(c => c.Body.CommissionableValue).InShopCurrency();
            RuleFor(c => c.Body.Price!.Amount).AmountFrom(0).When(c => c.Body.Price is not null);
            RuleFor(c => c.Body.Price).InShopCurrency();
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time, DeclarationSignal bell)
        : IRequestHandler<Command, Product>
    {
        public async Task<Product> Handle(Command command, CancellationToken cancel)
        {
            var put = await db.Write(caller.Shop.Id, transaction => Put(transaction, command), cancel);
            if (put.RungDue) await bell.Ring(caller.Shop.Id, cancel);
            return put.ToProduct(caller.Shop.Currency);
        }

        private async Task<Product.Row> Put(ShopTransaction transaction, Command command)
        {
            var (id, body) = (command.ProductId, command.Body);
            var reads = transaction.Batch();
            var state = reads.ShopState(transaction.ShopId);
            var old = reads.Rows<Product.Row>(LockSql, new { shop = transaction.ShopId, id });
            await reads.Run(transaction.Cancel);
            var before = old.First?.ToProduct(caller.Shop.Currency);
            Require(command.IfMatch, before);

            var writes = transaction.Batch();
            var put = writes.Rows<Product.Row>(PutSql, new
            {
                shop = transaction.ShopId,
                id,
                body.Name,
                body.Class,
                body.Rung,
                body.Role,
                value = body.CommissionableValue?.Amount,
                price = body.Price?.Amount,
                now = state.First!.Now(caller.Shop, time),
            });
            var next = new Product(
                id, body.Name, body.Class, body.Rung, body.Role, body.CommissionableValue, true, default,
                body.Price);
            if (before?.Tag() != next.Tag())
                writes.Log(transaction.ShopId, caller, new AuditEntry("product", id, before, body));
            await writes.Commit(transaction.Cancel);
            return put.First!;
        }

        private static void Require(string? ifMatch, Product? old)
        {
            if (ifMatch is null
                || (old is not null && ifMatch.Split(',').Any(tag => tag.Trim() is "*" || tag.Trim() == old.Tag())))
                return;
            throw CommonProblems.ChangedMeanwhile.Because("If-Match names an outdated version; get the product again.");
        }
    }

    private const string LockSql = $"""
        select {Product.Columns} from products where shop_id = @shop and product_id = @id for no key update
        """;

    private const string PutSql = $"""
        insert into products (shop_id, product_id, name, class, rung, role, commissionable_minor, price_minor, declared,
            updated_at, rung_since)
        values (@shop, @id, @name, @class, @rung, @role, @value, @price, true, @now, @now)
        on conflict (shop_id, product_id) do update set name = excluded.name, class = excluded.class,
            rung = excluded.rung, role = excluded.role, commissionable_minor = excluded.commissionable_minor,
            price_minor = excluded.price_minor, declared = true, updated_at = excluded.updated_at,
            rung_since = case when products.rung is distinct from excluded.rung then excluded.updated_at
                else products.rung_since end,
            earlier_rungs = case when products.rung <> coalesce(excluded.rung, '')
                    and products.rung_since is distinct from excluded.updated_at
                then coalesce(products.earlier_rungs, '[]') || jsonb_build_object('rung', products.rung, 'until',
                    excluded.updated_at)
                else products.earlier_rungs end,
            rung_due = case when products.rung is null and excluded.rung is not null then pg_current_xact_id()::text
                else products.rung_due end
        returning {Product.Columns}
        """;
}
