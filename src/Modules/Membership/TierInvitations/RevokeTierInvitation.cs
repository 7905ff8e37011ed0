namespace SocialCommerce.Membership.TierInvitations;

/// <summary>Ends an invitation at once, by a named person; what it gave until now is not taken back.</summary>
internal static class RevokeTierInvitation
{
    /// <summary>Why.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Body(string Reason);

    /// <summary>The invitation.</summary>
    public sealed record Command(string InvitationId, Body Body) : IRequest<TierInvitation>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/tier-invitations/{invitationId}/revoke", (
                string invitationId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(invitationId, body), cancel))
            .Describe(
                "revokeTierInvitation", "Membership", "Revoke an invitation to a tier",
                "Ends an invitation now, by a named person and with a reason. The customer keeps what the tier gave "
                    + "until now, and has the highest of the other tiers from now on. Revoking it again changes "
                    + "nothing and returns the first revocation; an invitation that has ended is refused with 409.")
            .Example("""{"reason": "The campaign was cancelled"}""")
            .Scope(Scopes.MembershipWrite).RepeatableByItself().ForPersons(Roles.Operator)
            .Problems(
                InvitationProblems.TierInvitationNotFound, InvitationProblems.TierInvitationOver,
                CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Words();
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Command, TierInvitation>
    {
        public Task<TierInvitation> Handle(Command command, CancellationToken cancel)
        {
            var person = caller.RequirePerson();
            return db.Write(caller.Shop.Id, transaction => Revoke(transaction, command, person), cancel);
        }

        private async Task<TierInvitation> Revoke(ShopTransaction transaction, Command command, Person person)
        {
            var shop = transaction.ShopId;
            var finding = transaction.Batch();
            var found = finding.Rows<InvitationRow>(FindSql, new { shop, command.InvitationId });
            await finding.Run(transaction.Cancel);
            var key = found.First?.CustomerKey
                ?? throw InvitationProblems.TierInvitationNotFound.For(command.InvitationId);
            var reads = transaction.Batch();
            reads.LockCustomers(shop, [key]);
            var state = reads.ShopState(shop);
            // After the lock, so that of two that revoke it the second sees the first.
            var locked = reads.Rows<InvitationRow>(FindSql, new { shop, command.InvitationId });
            await reads.Run(transaction.Cancel);
            var before = locked.First!.ToInvitation();
            if (before.Revocation is not null) return before;
            var now = state.First!.Now(caller.Shop, time);
            if (before.EndsAt <= now)
                throw InvitationProblems.TierInvitationOver.Because(
                    $"The invitation ended at {Json.Text(before.EndsAt)}.");

            var after = before with { Revocation = new TierRevocation(command.Body.Reason, person.OperatorId, now) };
            var batch = transaction.Batch();
            batch.Do(RevokeSql, new
            {
                shop,
                command.InvitationId,
                command.Body.Reason,
                person.OperatorId,
                now,
            });
            batch.Membership.KeepInvited(new PostingContext(shop, now, now), key);
            batch.Log(shop, caller, new AuditEntry(
                "tierInvitation", after.InvitationId, before, after, command.Body.Reason));
            await batch.Commit(transaction.Cancel);
            return after;
        }
    }

    private const string FindSql = $"""
        select {InvitationRow.Columns} where i.shop_id = @shop and i.invitation_id = @invitationId
        """;

    private const string RevokeSql = """
        update member_invitations set revoke_reason = @reason, revoked_by = @operatorId, revoked_at = @now
        where shop_id = @shop and invitation_id = @invitationId
        """;
}
