namespace SocialCommerce.Payouts.Payees;

/// <summary>Gets a payee, with a masked name and the last characters of numbers.</summary>
internal static class GetPayee
{
    /// <summary>One payee.</summary>
    public sealed record Query(string PayeeId) : IRequest<Payee>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/payees/{payeeId}", (string payeeId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(payeeId), cancel))
            .Describe(
                "getPayee", "Payees", "Get a payee",
                "Returns a payee by its id, with its verification, agreements and accounts; the name and numbers are "
                    + "masked.")
            .Scope(Scopes.PayoutsRead)
            .Problems(
                PayeeProblems.PayeeNotFound, CommonProblems.SealedValueUnreadable);

    internal sealed class Handler(Db db, Caller caller, SecretProtector protector) : IRequestHandler<Query, Payee>
    {
        public async Task<Payee> Handle(Query query, CancellationToken cancel) =>
            (await db.Payees(protector, caller, [Payee.KeyOf(query.PayeeId)], cancel)).OrNotFound(query.PayeeId);
    }
}
