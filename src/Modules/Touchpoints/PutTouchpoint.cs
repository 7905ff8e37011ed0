namespace SocialCommerce.Touchpoints;

/// <summary>Creates a touchpoint, or replaces it; its public code stays the same.</summary>
internal static class PutTouchpoint
{
    /// <summary>A touchpoint under the merchant's own id.</summary>
    public sealed record Command(string TouchpointId, Content Body) : IRequest<Touchpoint>;

    /// <summary>What a merchant declares about a touchpoint.</summary>
    /// <param name="Class">
    /// <c>transactionProcess</c>, <c>media</c>, <c>tool</c>, <c>product</c>, <c>service</c>, <c>person</c> or
    /// <c>place</c>.
    /// </param>
    /// <param name="Name" example="Poster at the counter">What the merchant calls it.</param>
    /// <param name="Place" example="Shanghai, Huaihai Road">Where it is.</param>
    /// <param name="Carrier" example="poster">What carries it: a poster, a package card, a screen.</param>
    /// <param name="Benefit">What is offered there.</param>
    /// <param name="InviterId" example="c-1001">
    /// The touchpoint's inviter; an unknown person is registered as a customer.
    /// </param>
    /// <param name="Advertising">
    /// Whether the shop pays for reaching people there, such as an advertisement. A first order without a referrer from
    /// such a touchpoint has the source class <c>advertising</c>.
    /// </param>
    public sealed record Content(
        string Class, string Name, string? Place = null, string? Carrier = null, Benefit? Benefit = null,
        string? InviterId = null, bool Advertising = false);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/v1/touchpoints/{touchpointId}",
            (string touchpointId, Content body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(touchpointId, body), cancel))
            .Describe(
                "putTouchpoint", "Touchpoints", "Create or replace a touchpoint",
                "Creates a touchpoint under the merchant's own id, or replaces it; its public code stays the same. "
                    + "Its inviter becomes the referrer of buyers without one whose orders name the touchpoint; an "
                    + "unknown inviter is created. Unknown classes and benefits are refused.")
            .Example("""
                {"class": "place", "name": "Poster at the counter", "place": "Shanghai, Huaihai Road",
                 "carrier": "poster", "inviterId": "c-1001"}
                """)
            .Scope(Scopes.TouchpointsWrite).ForBackends(Roles.Operator).Problems(CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.TouchpointId).MerchantId();
            RuleFor(c => c.Body.Class).OneOf(Touchpoint.Classes);
            RuleFor(c => c.Body.Name).Line("TEXT_INVALID", "A name");
            RuleFor(c => c.Body.Place).Line("TEXT_INVALID", "A place").When(c => c.Body.Place is not null);
            RuleFor(c => c.Body.Carrier).Line("TEXT_INVALID", "A carrier").When(c => c.Body.Carrier is not null);
            RuleFor(c => c.Body.InviterId!).MerchantId().When(c => c.Body.InviterId is not null);
            When(c => c.Body.Benefit is not null, () =>
            {
                RuleFor(c => c.Body.Benefit!.Family).OneOf([.. Benefit.Kinds.Keys]);
                RuleFor(c => c.Body.Benefit!.Kind).Must((c, kind) => IsKindOf(c.Body.Benefit!.Family, kind))
                    .WithErrorCode("VALUE_UNKNOWN").WithMessage("This family of benefits does not have this kind.");
                RuleFor(c => c.Body.Benefit!.Description).Line("TEXT_INVALID", "A description");
            });
        }

        private static bool IsKindOf(string family, string kind) =>
            Benefit.Kinds.TryGetValue(family, out var kinds) && kinds.Contains(kind);
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Command, Touchpoint>
    {
        public Task<Touchpoint> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Put(transaction, command), cancel);

        private async Task<Touchpoint> Put(ShopTransaction transaction, Command command)
        {
            var shop = caller.Shop;
            var (id, body) = command;
            var reads = transaction.Batch();
            var state = reads.ShopState(shop.Id);
            var old = reads.Rows<InviterRow>(LockSql, new { shop = shop.Id, id });
            await reads.Run(transaction.Cancel);
            var now = state.First!.Now(shop, time);
            var benefit = body.Benefit is { } offered ? Json.Write(offered) : null;
            var writes = transaction.Batch();
            if (body.InviterId is { } inviter) writes.UpsertAndLockCustomer(shop.Id, inviter, now);
            var code = ShortCode.Next(shop.Id);
            writes.Do(PutSql, new
            {
                shop = shop.Id,
                id,
                code,
                body.Class,
                body.Name,
                body.Place,
                body.Carrier,
                benefit,
                body.Advertising,
                now,
            });
            var rows = writes.Rows<Touchpoint>(GetTouchpoint.Sql, new { shop = shop.Id, id });
            // The inviter of a touchpoint decides which referrer a customer is bound to.
            if (old.First?.InviterId != body.InviterId)
                writes.Log(shop.Id, caller, new AuditEntry("touchpointInviter", id, old.First, new { body.InviterId }));
            await writes.Commit(transaction.Cancel);
            return rows.First!;
        }
    }

    private sealed record InviterRow(string? InviterId);

    private const string LockSql = """
        select inviter.customer_id as inviter_id
        from touchpoints t
        left join customers inviter on inviter.shop_id = t.shop_id and inviter.customer_key = t.inviter_key
        where t.shop_id = @shop and t.touchpoint_id = @id for no key update of t
        """;

    private const string PutSql = $"""
        insert into touchpoints (shop_id, touchpoint_id, code, class, name, place, carrier, benefit, advertising,
            inviter_key, created_at, updated_at)
        values (@shop, @id, @code, @class, @name, @place, @carrier, @benefit::jsonb, @advertising,
            {BatchVariables.BuyerKey}, @now, @now)
        on conflict (shop_id, touchpoint_id) do update set class = excluded.class, name = excluded.name,
            place = excluded.place, carrier = excluded.carrier, benefit = excluded.benefit,
            advertising = excluded.advertising, inviter_key = excluded.inviter_key, updated_at = excluded.updated_at
        """;
}
