using SocialCommerce.Books.Months;
using SocialCommerce.Commissions.Settlements;
using SocialCommerce.Flows.Context;

namespace SocialCommerce.Flows.Books;

/// <summary>
/// Closes a month, in order: its trial balance and its journal never change again. What has matured by its end is
/// booked first. A closed month refuses nothing; what is recorded later belongs to the month that is open then.
/// </summary>
internal static class CloseMonth
{
    /// <summary>The month to close.</summary>
    /// <param name="Month">Such as <c>2026-01</c>; the one after the latest that is closed, and over. The first may be
    /// any, and holds everything before its end: the books begin with it.</param>
    public sealed record Command(string Month) : IRequest<CreatedOrExisting<ClosedMonth>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/months", (Command command, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(command, cancel))
            .Describe(
                "closeMonth", "Books", "Close a month",
                "Closes a month of the commission books: commission that has matured by its end is booked, then its "
                    + "trial balance and journal never change again. Later facts are accepted and belong to the month "
                    + "that is open when they are recorded. Months close in order; the first may be any month and "
                    + "includes everything before its end. Closing a closed month returns it unchanged. A month that "
                    + "has not ended, or is out of order, is rejected.")
            .Example("""{"month": "2026-01"}""")
            .Scope(Scopes.CommissionsWrite).Expensive().ForPersons(Roles.Finance)
            .Problems(MonthProblems.MonthOutOfOrder, MonthProblems.MonthNotOver, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Month).Month();
    }

    internal sealed class Handler(FlowContext context, MonthClosing closing)
        : IRequestHandler<Command, CreatedOrExisting<ClosedMonth>>
    {
        public async Task<CreatedOrExisting<ClosedMonth>> Handle(Command command, CancellationToken cancel)
        {
            var (db, shop) = (context.Db, context.Shop);
            var end = Periods.MonthEnd(command.Month, shop.TimeZone);
            var books = await ClosedBooks.Await(db, shop, end, context.Time, cancel);
            if (end > books.Asked)
                throw MonthProblems.MonthNotOver.Because("The month has not ended by the shop's clock.", "#/month");
            await db.Long.Write(shop.Id, transaction => Mature(transaction, end), cancel);
            var watermark = await db.Watermark(shop.Id, cancel);
            return await db.Long.Write(
                shop.Id, transaction => closing.Close(transaction, command.Month, end, watermark), cancel);
        }

        /// <summary>
        /// Books what has matured by the month's end. Nothing else can mature by then: every transaction that read
        /// an earlier clock has ended.
        /// </summary>
        private async Task<bool> Mature(ShopTransaction transaction, DateTimeOffset end)
        {
            var batch = transaction.Batch();
            batch.JoinWholeTables();
            batch.Commissions.BookMaturity(context.Shop, end);
            await batch.Commit(transaction.Cancel);
            return true;
        }
    }
}
