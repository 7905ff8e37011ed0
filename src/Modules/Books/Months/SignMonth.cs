namespace SocialCommerce.Books.Months;

/// <summary>
/// Signs a closed month. The signer is a different person from the one who closed it and names the hash of the trial
/// balance reviewed.
/// </summary>
internal static class SignMonth
{
    /// <summary>What the person has seen.</summary>
    /// <param name="Hash">SHA-256 of the trial balance's file without the byte order mark.</param>
    public sealed record Body(string Hash);

    /// <summary>The month to sign; signing it again changes nothing.</summary>
    public sealed record Command(string Month, Body Body) : IRequest<ClosedMonth>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/months/{month}/signatures", (
                string month, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(month, body), cancel))
            .Describe(
                "signMonth", "Books", "Sign a closed month",
                "Records that a second person has reviewed a closed month. The request names the hash of the trial "
                    + "balance reviewed; another hash is rejected. The signer must be a different person from the one "
                    + "who closed the month. Signing a signed month changes nothing.")
            .Example("""{"hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}""")
            .Scope(Scopes.CommissionsWrite).ForPersons(Roles.Approver)
            .Problems(
                OperatorProblems.SamePerson, CommonProblems.MonthNotFound, OperatorProblems.FirstPersonMissing,
                MonthProblems.HashDiffers, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Hash).Characters("0-9a-f", 64, 64)
            .WithErrorCode("HASH_INVALID").WithMessage("A hash has 64 lower-case hexadecimal digits.");
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Command, ClosedMonth>
    {
        public Task<ClosedMonth> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Sign(transaction, command, caller.RequirePerson()), cancel);

        private async Task<ClosedMonth> Sign(ShopTransaction transaction, Command command, Person person)
        {
            var shop = caller.Shop;
            var reads = transaction.Batch();
            var state = reads.ShopState(shop.Id);
            var found = reads.Books.Month(shop.Id, command.Month);
            var sums = reads.Books.AccountSums(shop.Id, [command.Month]);
            await reads.Run(transaction.Cancel);
            var month = found.First ?? throw CommonProblems.MonthNotFound.For(command.Month);
            FourEyes.Check(month.ClosedBy, person);
            if (month.Hash != command.Body.Hash)
                throw MonthProblems.HashDiffers.Because(
                    $"The hash does not match; the trial balance has {month.Hash}.", "#/hash");
            if (month.SignedBy is not null) return month.ToMonth(shop, sums.List);

            var signed = month with { SignedBy = person.OperatorId, SignedAt = state.First!.Now(shop, time) };
            var writes = transaction.Batch();
            writes.Do(InsertSql, new { shop = shop.Id, command.Month, signed.SignedBy, signed.SignedAt });
            writes.Log(
                shop.Id, caller, new AuditEntry("month", command.Month, null, new { signed.SignedBy, month.Hash }));
            await writes.Commit(transaction.Cancel);
            return signed.ToMonth(shop, sums.List);
        }
    }

    // Of two at once the second finds the first's key, and runs again.
    private const string InsertSql = """
        insert into month_signatures (shop_id, month, signed_by, recorded_at)
        values (@shop, @month, @signedBy, @signedAt)
        """;
}
