using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Payouts;

/// <summary>A named person has seen a document that proves the payee's name; nobody is paid before that.</summary>
public static class VerifyPayee
{
    /// <summary>What proves the name.</summary>
    /// <param name="Document">Number or place of the document.</param>
    /// <param name="OfAge">
    /// Declares that the person is old enough to be paid; asked for where the identity number does not say.
    /// </param>
    /// <param name="NotBarred">Declares that the person's occupation is none of those that the law names.</param>
    public sealed record Body(string Document, bool OfAge = false, bool NotBarred = false);

    /// <summary>Whose name is proved; proving it again changes nothing.</summary>
    public sealed record Command(string PayeeId, Body Body) : IRequest<Payee>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/payees/{payeeId}/verifications", (
                string payeeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(payeeId, body), cancel))
            .Describe("verifyPayee", "Payees", "Verify a payee's name")
            .Scope(Scopes.PayoutsWrite).ForPersons(Roles.Support, Roles.Operator, Roles.Finance, Roles.Approver)
            .Refuses(404, 422);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Document).Line("DOCUMENT_INVALID", "A document");
    }

    internal sealed class Handler(Db db, Caller caller, PayoutDesk desk)
        : IRequestHandler<Command, Payee>
    {
        public Task<Payee> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, async work =>
            {
                var key = Payee.KeyOf(command.PayeeId);
                var reading = work.Batch();
                var state = reading.ShopState(work.ShopId);
                var found = reading.Rows<PersonRow>(PersonSql, new { shop = work.ShopId, key });
                await reading.Run(cancel);
                var now = state.First!.Now(caller.Shop, desk.Time);
                if (found.First is { Kind: "person", Verified: false } one) Check(one, command.Body, now);

                var person = caller.RequirePerson();
                var writing = work.Batch();
                var verified = writing.Rows<long>(VerifySql, new
                {
                    shop = work.ShopId,
                    key,
                    document = desk.Vault.Seal(
                        work.ShopId, PayeeReading.DocumentPlace(key), command.Body.Document),
                    person.OperatorId,
                    now,
                });
                await writing.Run(cancel);

                var ending = work.Batch();
                if (verified.List.Count > 0)
                    ending.Log(work.ShopId, caller, new Change(
                        "payeeVerification", command.PayeeId, null, new
                        {
                            Document = PayeeReading.Tail(command.Body.Document),
                            command.Body.OfAge,
                            command.Body.NotBarred,
                        }));
                var payees = ending.Payees(desk.Vault, caller, [key]);
                await ending.Commit(cancel);
                return payees().OrNotFound(command.PayeeId);
            }, cancel);

        /// <summary>Who may not be paid is not verified (G11): what no document number says is declared.</summary>
        private void Check(PersonRow one, Body body, DateTimeOffset now)
        {
            var shop = caller.Shop;
            var demands = desk.Guard.Of(shop, now);
            if (demands.LeastAge is { } least)
            {
                var number = desk.Vault.Open(shop.Id, PayeeReading.IdentityPlace(one.PayeeKey), one.Identity);
                var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(
                    now, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone)).DateTime);
                if (BirthDates.Of(number) is { } born && !BirthDates.IsOfAge(born, least, today))
                    throw Refused.Invalid("PAYEE_UNDER_AGE", $"Nobody under {least} is paid.");
                if (BirthDates.Of(number) is null && !body.OfAge)
                    throw Refused.Invalid(
                        "AGE_NOT_DECLARED", $"The identity number does not say that the person is {least}.", "#/ofAge");
            }
            if (demands.AsksOccupation && !body.NotBarred)
                throw Refused.Invalid(
                    "OCCUPATION_NOT_DECLARED",
                    "Declare that this is no student, teacher, medical worker, official or soldier.", "#/notBarred");
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
