using SocialCommerce.Payouts.Settings;

namespace SocialCommerce.Payouts.Payees;

/// <summary>
/// Records that a named person has seen a document that proves the payee's name; payees are paid only after that.
/// </summary>
internal static class VerifyPayee
{
    /// <summary>What proves the name.</summary>
    /// <param name="Document">Number or place of the document.</param>
    /// <param name="OfAge">
    /// Declares that the person is old enough to be paid; asked for where the identity number does not say.
    /// </param>
    /// <param name="NotBarred">Declares that the law does not bar the person's occupation.</param>
    public sealed record Body(string Document, bool OfAge = false, bool NotBarred = false);

    /// <summary>The payee, and the proof of the name; repeating the request changes nothing.</summary>
    public sealed record Command(string PayeeId, Body Body) : IRequest<Payee>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/payees/{payeeId}/verifications", (
                string payeeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(payeeId, body), cancel))
            .Describe(
                "verifyPayee", "Payees", "Verify a payee",
                "Records that a named person has seen a document that proves the payee's legal name. Payees are paid "
                    + "only after verification. Where the jurisdiction requires it, the API refuses a person under "
                    + "the minimum age, and asks for declarations of age and occupation that the identity number "
                    + "cannot prove. Verifying a payee again changes nothing.")
            .Example("""{"document": "Identity card seen on 2026-01-12", "ofAge": true, "notBarred": true}""")
            .Scope(Scopes.PayoutsWrite).ForPersons(Roles.Support, Roles.Operator, Roles.Finance, Roles.Approver)
            .Problems(
                PayeeProblems.PayeeNotFound, PayeeProblems.AgeNotDeclared, PayeeProblems.OccupationNotDeclared,
                PayeeProblems.PayeeUnderAge, CommonProblems.ValidationFailed, CommonProblems.SealedValueUnreadable);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Document).Line("DOCUMENT_INVALID", "A document");
    }

    internal sealed class Handler(Db db, Caller caller, PayoutContext context)
        : IRequestHandler<Command, Payee>
    {
        public Task<Payee> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, async transaction =>
            {
                var key = Payee.KeyOf(command.PayeeId);
                var reads = transaction.Batch();
                var state = reads.ShopState(transaction.ShopId);
                var found = reads.Rows<PersonRow>(PersonSql, new { shop = transaction.ShopId, key });
                await reads.Run(cancel);
                var now = state.First!.Now(caller.Shop, context.Time);
                if (found.First is { Kind: "person", Verified: false } one) Check(one, command.Body, now);

                var person = caller.RequirePerson();
                var writes = transaction.Batch();
                var verified = writes.Rows<long>(VerifySql, new
                {
                    shop = transaction.ShopId,
                    key,
                    document = context.Vault.Seal(
                        transaction.ShopId, PayeeSql.DocumentPlace(key), command.Body.Document),
                    person.OperatorId,
                    now,
                });
                await writes.Run(cancel);

                var ending = transaction.Batch();
                if (verified.List.Count > 0)
                    ending.Log(transaction.ShopId, caller, new AuditEntry(
                        "payeeVerification", command.PayeeId, null, new
                        {
                            Document = PayeeSql.Tail(command.Body.Document),
                            command.Body.OfAge,
                            command.Body.NotBarred,
                        }));
                var payees = ending.Payouts.Payees(context.Vault, caller, [key]);
                await ending.Commit(cancel);
                return payees().OrNotFound(command.PayeeId);
            }, cancel);

        /// <summary>Refuses a person who may not be paid; a declaration covers what no number proves.</summary>
        private void Check(PersonRow one, Body body, DateTimeOffset now)
        {
            var shop = caller.Shop;
            var demands = context.Guard.Of(shop, now);
            if (demands.LeastAge is { } least)
            {
                var number = context.Vault.Open(shop.Id, PayeeSql.IdentityPlace(one.PayeeKey), one.Identity);
                var today = Periods.DayOf(now, shop.TimeZone);
                if (BirthDates.Of(number) is { } born && !BirthDates.IsOfAge(born, least, today))
                    throw PayeeProblems.PayeeUnderAge.Because($"Payees must be at least {least} years old.");
                if (BirthDates.Of(number) is null && !body.OfAge)
                    throw PayeeProblems.AgeNotDeclared.Because(
                        $"The identity number does not prove an age of {least}; declare ofAge.", "#/ofAge");
            }
            if (demands.AsksOccupation && !body.NotBarred)
                throw PayeeProblems.OccupationNotDeclared.Because(
                    "Declare that the payee is not a student, teacher, medical worker, official or soldier.",
                    "#/notBarred");
        }
    }

    private sealed record PersonRow(long PayeeKey, string Kind, bool Verified, byte[] Identity);

    private const string PersonSql = """
        select payee_key, kind, verified_at is not null as verified, identity from payees
        where shop_id = @shop and payee_key = @key
        """;

    private const string VerifySql = """
        update payees set verified_at = @now, verified_by = @operatorId, document_sealed = @document
        where shop_id = @shop and payee_key = @key and verified_at is null
        returning payee_key
        """;
}
