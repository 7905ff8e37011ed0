namespace SocialCommerce.Kernel.Personal;

/// <summary>
/// Approves or rejects an erasure. What is approved takes two steps. The first waits until no other change of the shop
/// is under way, so that none of them writes the id again, and replaces it by a pseudonym; the second replaces what
/// quotes the id, which may take long, while the shop goes on.
/// </summary>
internal static class DecideErasure
{
    /// <summary>The decision.</summary>
    /// <param name="Approve">Whether the customer is erased.</param>
    /// <param name="Note">Why, without naming the customer; needed for a rejection.</param>
    public sealed record Body(bool Approve, string? Note = null);

    /// <summary>The erasure to decide on.</summary>
    public sealed record Command(string ErasureId, Body Body) : IRequest<Erasure>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/erasures/{erasureId}/decision", (
                string erasureId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(erasureId, body), cancel))
            .Describe(
                "decideErasure", "Personal data", "Decide the erasure of a customer",
                "Approves or rejects the erasure of a customer. An approved one replaces the customer's id by a random "
                    + "pseudonym wherever it is kept, destroys what is encrypted, and deletes or empties the rest; "
                    + "orders, the ledger and statements keep their figures. It cannot be undone. The person must not "
                    + "be the requester, and cannot approve an erasure of their own. As long as something is open, "
                    + "the API refuses it with 409 and names each matter. Repeating the same decision changes "
                    + "nothing, and goes on with an erasure that was interrupted; the opposite one is refused. An id "
                    + "that comes back later is a new customer.")
            .Example("""{"approve": true, "note": "Nothing is open"}""")
            .Scope(Scopes.PersonalDataWrite).ForPersons(Roles.Approver).Expensive()
            .Problems(
                OperatorProblems.OwnMoney, OperatorProblems.SamePerson, OperatorProblems.FirstPersonMissing,
                ErasureProblems.ErasureNotFound, ErasureProblems.ErasureDecided, ErasureProblems.ErasureBlocked,
                CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Note!).Words()
            .When(c => c.Body.Note is not null || !c.Body.Approve);
    }

    internal sealed class Handler(
        Db db, Caller caller, ErasureSteps steps) : IRequestHandler<Command, Erasure>
    {
        public async Task<Erasure> Handle(Command command, CancellationToken cancel)
        {
            var (shop, person) = (caller.Shop.Id, caller.RequirePerson());
            var decided = await db.Write(shop, transaction => Decide(transaction, command, person), cancel);
            return decided is { Approved: true, ErasedAt: null }
                ? (await db.Long.Write(shop, transaction => steps.Finish(transaction, decided), cancel)).Shown
                : decided.Shown;
        }

        private async Task<ErasureRow> Decide(ShopTransaction transaction, Command command, Person person)
        {
            var (shop, body) = (transaction.ShopId, command.Body);
            var reads = transaction.Batch();
            if (body.Approve) reads.TakeAlone(NumberedLock.Books, shop);
            var found = reads.Rows<ErasureRow>(LockSql, new { shop, command.ErasureId });
            await reads.Run(transaction.Cancel);
            var asked = found.First ?? throw ErasureProblems.ErasureNotFound.For(command.ErasureId);
            if (asked.Approved is { } approved)
                return approved == body.Approve
                    ? asked
                    : throw ErasureProblems.ErasureDecided.Because(
                        $"{asked.DecidedBy} already decided: {asked.Shown.Status}.", "#/approve");
            FourEyes.Check(asked.RequestedBy, person);
            return body.Approve
                ? await steps.Begin(transaction, asked, person, body.Note)
                : await steps.Reject(transaction, asked, person, body.Note);
        }
    }

    private const string LockSql = $"{ErasureRow.FindSql} for update of e";
}
