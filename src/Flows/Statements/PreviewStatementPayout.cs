using SocialCommerce.Commissions.Settlements;
using SocialCommerce.Commissions.Statements;
using SocialCommerce.Flows.Context;
using SocialCommerce.Payouts.Transfers;

namespace SocialCommerce.Flows.Statements;

/// <summary>
/// What a statement would come to if it were paid out now: its tax beside what the same legal person was paid in the
/// month. The statement's own bytes say nothing of tax, which depends on when it is paid.
/// </summary>
internal static class PreviewStatementPayout
{
    /// <summary>Which statement.</summary>
    public sealed record Query(string StatementId) : IRequest<Result>;

    /// <summary>A statement's tax preview.</summary>
    /// <param name="StatementId">The statement.</param>
    /// <param name="Hash">Its SHA-256.</param>
    /// <param name="CustomerId">Whose it is.</param>
    /// <param name="Payout">What it would come to.</param>
    public sealed record Result(string StatementId, string Hash, string CustomerId, PayoutPreview Payout);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/statements/{statementId}/payout-preview", (
                string statementId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(statementId), cancel))
            .Describe(
                "previewStatementPayout", "Payouts", "Preview the payout of a statement",
                "Previews the gross, tax and net of a statement if it were paid now, together with what the same "
                    + "payee was paid in the month. A statement itself contains no tax, because tax depends on the "
                    + "time of payment. Nothing is stored.")
            .Scope(Scopes.PayoutsRead).Problems(SettlementProblems.StatementNotFound);

    internal sealed class Handler(FlowContext context, PayoutPreviews previews) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query query, CancellationToken cancel) =>
            context.Db.ReadSnapshot(context.Shop.Id, async transaction =>
            {
                var reads = transaction.Batch();
                var found = reads.Commissions.StatementTotal(transaction.ShopId, query.StatementId);
                await reads.Run(cancel);
                var statement = found.First ?? throw SettlementProblems.StatementNotFound.For(query.StatementId);
                return new Result(
                    query.StatementId, statement.Hash, statement.CustomerId,
                    await previews.Of(transaction, statement.CustomerKey, statement.Total));
            }, cancel);
    }
}
