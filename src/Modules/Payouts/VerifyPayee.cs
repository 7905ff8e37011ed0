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
    public sealed record Body(string Document);

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
        public Validator() => RuleFor(c => c.Body.Document)
            .Must(text => !string.IsNullOrWhiteSpace(text) && text.Length <= 200 && !text.Any(char.IsControl))
            .WithErrorCode("DOCUMENT_INVALID").WithMessage("A document has 1 to 200 characters, not only spaces.");
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time, Vault vault)
        : IRequestHandler<Command, Payee>
    {
        public Task<Payee> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, async work =>
            {
                var key = Payee.KeyOf(command.PayeeId);
                var reading = work.Batch();
                var state = reading.ShopState(work.ShopId);
                await reading.Run(cancel);

                var person = caller.RequirePerson();
                var writing = work.Batch();
                var verified = writing.Rows<long>(VerifySql, new
                {
                    shop = work.ShopId,
                    key,
                    command.Body.Document,
                    person.OperatorId,
                    now = state.First!.Now(caller.Shop, time),
                });
                await writing.Run(cancel);

                var ending = work.Batch();
                if (verified.List.Count > 0)
                    ending.Log(work.ShopId, caller, new Change(
                        "payeeVerification", command.PayeeId, null, command.Body));
                var payees = ending.Payees(vault, work.ShopId, [key]);
                await ending.Commit(cancel);
                return payees().OrNotFound(command.PayeeId);
            }, cancel);
    }

    private const string VerifySql = """
        update payees set verified_at = @now, verified_by = @operatorId, document = @document
        where shop_id = @shop and payee_key = @key and verified_at is null
        returning payee_key
        """;
}
