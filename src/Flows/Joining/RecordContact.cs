using SocialCommerce.Flows.Context;
using SocialCommerce.Membership.Contacts;

namespace SocialCommerce.Flows.Joining;

/// <summary>
/// Records that the shop and a customer became contacts (加微信): the second condition of an entry rule. It may be
/// reported before or after the order.
/// </summary>
internal static class RecordContact
{
    private const int MaxChannel = 64;

    /// <summary>The customer and the contact.</summary>
    public sealed record Command(string CustomerId, ContactContent Body) : IRequest<CreatedOrExisting<MemberContact>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/members/{customerId}/contacts", (
                string customerId, ContactContent body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(customerId, body), cancel))
            .Describe(
                "recordContact", "Joining", "Record that a contact was added",
                "Records that the shop and a customer became contacts, such as that the customer added the shop's "
                    + "WeChat account, at `addedAt`. Under an entry rule that requires it, the contact and a paid "
                    + "order make a membership pending, whichever is reported first; the later of both times counts. "
                    + "The contact is recorded without an entry rule as well. An unknown customer is created. The "
                    + "same report again returns the contact as it is; other content under its id is refused with "
                    + "409.")
            .Example("""
                {"contactId": "wx-20260131-7", "channel": "wechat", "addedAt": "2026-01-31T09:30:00Z"}
                """)
            .Scope(Scopes.MembershipWrite).RepeatableByItself().ForBackends(Roles.Support)
            .Problems(ContactProblems.ContactConflict, ShopProblems.TimeInFuture, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.CustomerId).MerchantId();
            RuleFor(c => c.Body.ContactId).MerchantId();
            RuleFor(c => c.Body.Channel).Text(1, MaxChannel, ValidationRules.IsLine)
                .WithErrorCode("TEXT_INVALID").WithMessage("A channel has 1 to 64 characters, not only spaces.");
        }
    }

    internal sealed class Handler(FlowContext context, JoiningUpkeep upkeep)
        : IRequestHandler<Command, CreatedOrExisting<MemberContact>>
    {
        public Task<CreatedOrExisting<MemberContact>> Handle(Command command, CancellationToken cancel) =>
            context.Db.Write(context.Shop.Id, transaction => Record(transaction, command), cancel);

        private async Task<CreatedOrExisting<MemberContact>> Record(ShopTransaction transaction, Command command)
        {
            var (shop, body) = (transaction.ShopId, command.Body);
            var (state, heard) = await ReportedCustomer.Hear(transaction, context, body.AddedAt, "#/addedAt");
            var (customer, known) = await ReportedCustomer.Lock(
                transaction, command.CustomerId, heard.RecordedAt,
                batch => batch.Membership.Contact(shop, body.ContactId));
            var made = new MemberContact(
                body.ContactId, customer.CustomerId, body.Channel, Timestamps.Micro(body.AddedAt), heard.RecordedAt);
            if (known is not null) return new(Same(known, made), false);
            var recording = transaction.Batch();
            recording.Membership.Record(shop, customer.Key, made);
            if (heard.MovesClock) recording.MoveClock(shop, heard.RecordedAt);
            await recording.Run(transaction.Cancel);
            var (writes, _) = await upkeep.Follow(transaction, state, customer, heard.RecordedAt);
            await writes.Commit(transaction.Cancel);
            return new(made, true);
        }

        private static MemberContact Same(MemberContact known, MemberContact made) =>
            JsonDifference.First(known with { RecordedAt = made.RecordedAt }, made) is { } pointer
                ? throw ContactProblems.ContactConflict.Because(
                    $"The contact '{known.ContactId}' is known with other content.",
                    pointer == "#/customerId" ? "#" : pointer)
                : known;
    }
}
