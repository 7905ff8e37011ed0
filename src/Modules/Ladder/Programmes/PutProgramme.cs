using Microsoft.AspNetCore.Mvc;

namespace SocialCommerce.Ladder.Programmes;

/// <summary>
/// Creates or updates a programme that raises one factor of lifetime value (生命周期、频次、客单运营), and holds a part of its
/// customers out to tell its effect.
/// </summary>
internal static class PutProgramme
{
    private const int MaxWindowDays = 366;
    private const int MaxHeldOutBps = 9_000;

    /// <summary>A programme to make or to change.</summary>
    public sealed record Command(string ProgrammeId, ProgrammeTerms Body, string? IfMatch) : IRequest<Programme>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/v1/programmes/{programmeId}", (
                string programmeId, ProgrammeTerms body, [FromHeader(Name = "If-Match")] string? ifMatch,
                HttpResponse response, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(programmeId, body, ifMatch), cancel)
                    .TaggedBy(response, programme => programme.Version))
            .Describe(
                "putProgramme", "Programmes", "Create or update a programme",
                "Creates a programme that raises the frequency, the lifetime or the ticket of customers, or replaces "
                    + "its terms. Of the customers enrolled, `heldOutBps` are held out by chance: the effect is the "
                    + "difference between the others and them. Once customers are enrolled, factor, window and the "
                    + "held-out part stay. Sending the terms in force changes nothing; an outdated `If-Match` is "
                    + "refused with 412.")
            .Example("""
                {"name": "Member day", "factor": "frequency", "lever": "regularEvents", "windowDays": 90,
                 "heldOutBps": 1000}
                """)
            .Tagged()
            .Scope(Scopes.CustomersWrite).ForBackends(Roles.Operator)
            .Problems(
                ProgrammeProblems.ProgrammeInUse, CommonProblems.ChangedMeanwhile, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.ProgrammeId).MerchantId();
            RuleFor(c => c.Body.Name).Line("NAME_INVALID", "A name");
            RuleFor(c => c.Body.Factor).OneOf([.. ProgrammeTerms.Levers.Keys]);
            RuleFor(c => c.Body.Lever).Must((c, lever) =>
                    !ProgrammeTerms.Levers.TryGetValue(c.Body.Factor, out var levers) || levers.Contains(lever))
                .WithErrorCode("VALUE_UNKNOWN").WithMessage("Is none of the levers of the factor.");
            RuleFor(c => c.Body.WindowDays).Between(1, MaxWindowDays);
            RuleFor(c => c.Body.HeldOutBps).Between(0, MaxHeldOutBps);
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Command, Programme>
    {
        public Task<Programme> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Put(transaction, command), cancel);

        private async Task<Programme> Put(ShopTransaction transaction, Command command)
        {
            var (shop, terms) = (transaction.ShopId, command.Body);
            var reads = transaction.Batch();
            var found = reads.LockProgramme(shop, command.ProgrammeId);
            var used = reads.Rows<bool>(UsedSql, new { shop, command.ProgrammeId });
            var state = reads.ShopState(shop);
            await reads.Run(transaction.Cancel);
            var old = found.First;
            EntityTag.Require(command.IfMatch, old?.Version);
            if (old is not null && JsonDifference.First(old.Terms, terms) is null) return old;
            if (old is not null && used.First && !old.Terms.MeasuresAs(terms))
                throw ProgrammeProblems.ProgrammeInUse.Because(
                    "Its effect is measured by the factor, the window and the part under which they were enrolled.",
                    JsonDifference.First(old.Terms with { Name = terms.Name, Lever = terms.Lever }, terms)!);
            var next = new Programme(
                command.ProgrammeId, (old?.Version ?? 0) + 1, terms, old?.Salt ?? Programme.NewSalt(),
                state.First!.Now(caller.Shop, time));
            var writes = transaction.Batch();
            // Of two that create it at once one meets the other's key, and runs again.
            writes.Do(old is null ? InsertSql : UpdateSql, new
            {
                shop,
                next.ProgrammeId,
                next.Version,
                terms = Json.Write(terms),
                next.Salt,
                next.RecordedAt,
            });
            writes.Log(shop, caller, new AuditEntry("programme", next.ProgrammeId, old?.Terms, terms));
            await writes.Commit(transaction.Cancel);
            return next;
        }
    }

    private const string UsedSql = """
        select exists (select from programme_participants where shop_id = @shop and programme_id = @programmeId)
        """;

    private const string InsertSql = """
        insert into programmes (shop_id, programme_id, version, terms, salt, recorded_at)
        values (@shop, @programmeId, @version, @terms::jsonb, @salt, @recordedAt)
        """;

    private const string UpdateSql = """
        update programmes set version = @version, terms = @terms::jsonb, recorded_at = @recordedAt
        where shop_id = @shop and programme_id = @programmeId
        """;
}
