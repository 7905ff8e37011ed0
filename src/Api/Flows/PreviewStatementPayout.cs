using MediatR;
using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Payouts;

namespace SocialCommerce.Api.Flows;

/// <summary>
/// What a statement would come to if it were paid out now: its tax beside what the same legal person was paid in the
/// month. The statement's own bytes say nothing of tax, which depends on when it is paid.
/// </summary>
public static class PreviewStatementPayout
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
            .Describe("previewStatementPayout", "Payouts", "Preview the tax on a statement")
            .Scope(Scopes.PayoutsRead).Refuses(404);

    internal sealed class Handler(Desk desk, PayoutPreviews previews) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query query, CancellationToken cancel) =>
            desk.Db.ReadSnapshot(desk.Shop.Id, async work =>
            {
                var reading = work.Batch();
                var found = reading.StatementTotal(work.ShopId, query.StatementId);
                await reading.Run(cancel);
                var statement = found.First ?? throw Refused.NotFound("statement", query.StatementId);
                return new Result(
                    query.StatementId, statement.Hash, statement.CustomerId,
                    await previews.Of(work, statement.CustomerKey, statement.Total));
            }, cancel);
    }
}
