using SocialCommerce.Membership.Earning;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Membership.TierInvitations;

/// <summary>
/// Gives a customer a tier by a decision of a person of the shop. It stands beside what growth and products give: the
/// highest tier is in force.
/// </summary>
internal static class InviteToTier
{
    /// <summary>An invitation.</summary>
    /// <param name="InvitationId">The merchant's own id.</param>
    /// <param name="TierId">The tier.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="StartsAt">From when it stands, also in the past; absent: from now on.</param>
    /// <param name="EndsAt" example="2027-01-31T00:00:00Z">When it ends; absent: not before it is revoked.</param>
    public sealed record Body(
        string InvitationId, string TierId, string Reason, DateTimeOffset? StartsAt = null,
        DateTimeOffset? EndsAt = null);

    /// <summary>An invitation of a customer.</summary>
    public sealed record Command(string CustomerId, Body Body) : IRequest<CreatedOrExisting<TierInvitation>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/members/{customerId}/tier-invitations", (
                string customerId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(customerId, body), cancel))
            .Describe(
                "inviteToTier", "Membership", "Invite a customer to a tier",
                "Gives a customer a tier from `startsAt` to `endsAt`, by a named person and with a reason. The tier "
                    + "stands beside those that growth and products give, and the highest is in force: an invitation "
                    + "neither lowers a tier nor ends a period. The tier history names its cause `invitation`. The "
                    + "same invitation again returns it as it is; other content under its id is refused with 409. A "
                    + "guest cannot be invited.")
            .Example("""
                {"invitationId": "inv-20260131-1", "tierId": "gold", "reason": "Partner of our spring campaign",
                 "startsAt": "2026-01-31T09:30:00Z", "endsAt": "2027-01-31T00:00:00Z"}
                """)
            .Scope(Scopes.MembershipWrite).RepeatableByItself().ForPersons(Roles.Operator)
            .Problems(
                CustomerProblems.CustomerNotFound, InvitationProblems.MemberTierUnknown,
                InvitationProblems.TierInvitationConflict, InvitationProblems.TierInvitationOver,
                CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.CustomerId).Must(id => !Guest.Is(id)).WithErrorCode("CUSTOMER_IS_GUEST")
                .WithMessage("A guest cannot be invited; claim the guest first.");
            RuleFor(c => c.Body.InvitationId).MerchantId();
            RuleFor(c => c.Body.TierId).MerchantId();
            RuleFor(c => c.Body.Reason).Words();
            RuleFor(c => c.Body.EndsAt).Must((c, end) => !(end <= c.Body.StartsAt))
                .WithErrorCode("DATES_EMPTY").WithMessage("An invitation ends after it begins.");
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time, DeclarationSignal bell)
        : IRequestHandler<Command, CreatedOrExisting<TierInvitation>>
    {
        public async Task<CreatedOrExisting<TierInvitation>> Handle(Command command, CancellationToken cancel)
        {
            var person = caller.RequirePerson();
            var answer = await db.Write(caller.Shop.Id, transaction => Invite(transaction, command, person), cancel);
            if (answer.What.StartsAt < answer.What.RecordedAt) await bell.Ring(caller.Shop.Id, cancel);
            return answer;
        }

        private async Task<CreatedOrExisting<TierInvitation>> Invite(
            ShopTransaction transaction, Command command, Person person)
        {
            var (shop, body) = (transaction.ShopId, command.Body);
            var reads = transaction.Batch();
            var customer = reads.FindBuyer(shop, command.CustomerId);
            reads.LockBuyer(shop);
            var state = reads.ShopState(shop);
            var tiers = reads.Rows<MemberTier>(MemberCatalogues.TiersSql, new { shop });
            var known = reads.Rows<InvitationRow>(FindSql, new { shop, body.InvitationId });
            await reads.Run(transaction.Cancel);
            if (customer.First == 0) throw CustomerProblems.CustomerNotFound.For(command.CustomerId);
            if (known.First is { } kept)
                return new CreatedOrExisting<TierInvitation>(Same(kept, command), false);
            if (!tiers.List.Exists(tier => tier.TierId == body.TierId))
                throw InvitationProblems.MemberTierUnknown.Because(
                    $"There is no member tier '{body.TierId}'.", "#/tierId");

            var now = state.First!.Now(caller.Shop, time);
            var start = body.StartsAt ?? now;
            if (body.EndsAt <= start)
                throw InvitationProblems.TierInvitationOver.Because(
                    $"It ends at {Json.Text(body.EndsAt)} and would begin at {Json.Text(start)}.", "#/endsAt");
            var made = new TierInvitation(
                body.InvitationId, command.CustomerId, body.TierId, body.Reason, Timestamps.Micro(start),
                body.EndsAt is { } end ? Timestamps.Micro(end) : null, person.OperatorId, now);
            var batch = transaction.Batch();
            Write(batch, new PostingContext(shop, now, now), customer.First, body, made);
            await batch.Commit(transaction.Cancel);
            return new CreatedOrExisting<TierInvitation>(made, true);
        }

        private void Write(
            SqlBatch batch, PostingContext posting, long customerKey, Body body, TierInvitation made)
        {
            batch.Do(InsertSql, new
            {
                shop = posting.ShopId,
                made.InvitationId,
                customer = customerKey,
                made.TierId,
                made.StartsAt,
                made.EndsAt,
                content = Json.Write(body),
                made.GivenBy,
                made.RecordedAt,
            });
            batch.Membership.KeepInvited(posting, customerKey);
            // Orders since then were paid in the tier.
            if (made.StartsAt < posting.RecordedAt) batch.Membership.DoubtPoints(posting.ShopId, customerKey);
            batch.Log(posting.ShopId, caller, new AuditEntry(
                "tierInvitation", made.InvitationId, null, made, made.Reason));
        }

        private static TierInvitation Same(InvitationRow kept, Command command)
        {
            var pointer = kept.CustomerId == command.CustomerId
                ? JsonDifference.First(kept.Body, command.Body)
                : "#";
            return pointer is null
                ? kept.ToInvitation()
                : throw InvitationProblems.TierInvitationConflict.Because(
                    $"Invitation '{kept.InvitationId}' is known with other content.", pointer);
        }
    }

    private const string FindSql = $"""
        select {InvitationRow.Columns} where i.shop_id = @shop and i.invitation_id = @invitationId
        """;

    private const string InsertSql = """
        insert into member_invitations (shop_id, invitation_id, customer_key, tier_id, since, until, content, given_by,
            recorded_at)
        values (@shop, @invitationId, @customer, @tierId, @startsAt, @endsAt, @content::jsonb, @givenBy, @recordedAt)
        """;
}
