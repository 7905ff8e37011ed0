using SocialCommerce.Flows.Context;
using SocialCommerce.Membership.Worklists;

namespace SocialCommerce.Flows.Worklists;

/// <summary>Marks a task of a worklist as done, or as open again.</summary>
internal static class MarkWorklistTask
{
    /// <summary>A mark.</summary>
    /// <param name="CustomerId">The customer.</param>
    /// <param name="Occasion" example="gold">The occasion of the task, as listed.</param>
    /// <param name="Done">False: it is open again.</param>
    /// <param name="Note" example="Called, buys in March">What was done.</param>
    public sealed record Body(string CustomerId, string Occasion, bool Done = true, string? Note = null);

    /// <summary>A mark on a worklist.</summary>
    public sealed record Command(string Worklist, Body Body) : IRequest<CreatedOrExisting<TaskMark>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/worklists/{worklist}/marks", (
                string worklist, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(worklist, body), cancel))
            .Describe(
                "markWorklistTask", "Customers", "Mark a task of a worklist",
                "Marks a task as done, with a note of what was done, or as open again with `done` false. Marks are "
                    + "kept; the latest counts. The same mark again returns it as it is. A task that has ended "
                    + "meanwhile is marked all the same.")
            .Example("""
                {"customerId": "c-1042", "occasion": "gold", "note": "Called, buys in March"}
                """)
            .Scope(Scopes.CustomersWrite).RepeatableByItself().ForBackends(Roles.Support, Roles.Operator)
            .Problems(
                WorklistProblems.WorklistNotFound, CustomerProblems.CustomerUnknown, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.CustomerId).MerchantId();
            RuleFor(c => c.Body.Occasion).MerchantId();
            RuleFor(c => c.Body.Note).Words().When(c => c.Body.Note is not null);
        }
    }

    internal sealed class Handler(FlowContext context) : IRequestHandler<Command, CreatedOrExisting<TaskMark>>
    {
        public Task<CreatedOrExisting<TaskMark>> Handle(Command command, CancellationToken cancel) =>
            context.Db.Write(context.Shop.Id, transaction => Mark(transaction, command), cancel);

        private async Task<CreatedOrExisting<TaskMark>> Mark(ShopTransaction transaction, Command command)
        {
            var (shop, worklist, body) = (transaction.ShopId, Worklist.OrNotFound(command.Worklist), command.Body);
            var reads = transaction.Batch();
            var customer = reads.FindBuyer(shop, body.CustomerId);
            reads.LockBuyer(shop);
            var state = reads.ShopState(shop);
            await reads.Run(transaction.Cancel);
            if (customer.First is not (> 0 and var key))
                throw CustomerProblems.CustomerUnknown.Because(
                    $"There is no customer '{body.CustomerId}'.", "#/customerId");
            var known = transaction.Batch();
            var marks = known.Membership.Marks(shop, worklist, [key]);
            await known.Run(transaction.Cancel);
            var latest = marks.List.Find(mark => mark.Occasion == body.Occasion);
            if (latest?.Done == body.Done && latest.Note == body.Note)
                return new CreatedOrExisting<TaskMark>(TaskMark.Of(latest)!, false);
            var made = new WorklistMark(
                key, body.Occasion, body.Done, body.Note, context.Caller.Person?.OperatorId,
                state.First!.Now(context.Shop, context.Time));
            var writes = transaction.Batch();
            writes.Membership.Mark(shop, worklist, made);
            await writes.Commit(transaction.Cancel);
            return new CreatedOrExisting<TaskMark>(TaskMark.Of(made)!, true);
        }
    }
}
