using SocialCommerce.Commissions.Tiers;
using SocialCommerce.Flows.Context;
using SocialCommerce.Flows.Orders;
using SocialCommerce.Flows.Tiers;
using SocialCommerce.Flows.Upline;
using SocialCommerce.Ladder.Journeys;
using SocialCommerce.Ladder.OrderRecords;
using SocialCommerce.Ladder.Products;
using SocialCommerce.Membership.Contacts;
using SocialCommerce.Membership.CouponRedemptions;
using SocialCommerce.Membership.Earning;
using SocialCommerce.Membership.Joining;
using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.PointLots;
using SocialCommerce.Membership.PrivilegeUses;
using SocialCommerce.Membership.Quotes;
using SocialCommerce.Membership.Relations;
using SocialCommerce.Membership.StoredValue;
using SocialCommerce.Referrals.Bindings;
using SocialCommerce.Referrals.Uplines;

namespace SocialCommerce.Flows.Members;

/// <summary>
/// Tells who a guest is. The guest's orders become the customer's, and with them the journey, points, growth, member
/// tiers and the sales of the teams above, by the orders' own times; commission that the orders earned stays as it was.
/// A customer without a referrer gets the guest's. An unknown customer is made known. A guest is claimed once: the same
/// claim again is answered with 200, one by another customer is refused. Later orders that name the guest are the
/// customer's. For example: an order of 100.00 without <c>customerId</c>, with the invite code of Ada, who earns 10 %,
/// is answered with <c>guestId</c> and accrues 10.00 for Ada. Ben, who has bought for 30.00, claims the guest: Ben has
/// two orders and a net spend of 130.00, Ada is Ben's referrer and keeps 10.00, and a refund of the guest's order by
/// 50.00 takes 5.00 from Ada and half of the points from Ben.
/// </summary>
internal static class ClaimGuest
{
    /// <summary>Who the guest is.</summary>
    /// <param name="CustomerId">A customer's id; not another guest's.</param>
    public sealed record Body(string CustomerId);

    /// <summary>A claim.</summary>
    public sealed record Command(string GuestId, Body Body) : IRequest<CreatedOrExisting<GuestClaim>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/guests/{guestId}/claim", (
                string guestId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(guestId, body), cancel))
            .Describe(
                "claimGuest", "Customers", "Claim a guest",
                "Assigns a guest's orders to a customer. Use it once the shop knows which customer the guest is. The "
                    + "journey, points, growth, member tiers and team sales follow by the orders' own times; "
                    + "commission that the orders earned stays as it was. A customer without a referrer gets the "
                    + "guest's referrer, an unknown customer is created, and later orders that name the guest belong "
                    + "to the customer. Repeating the claim is answered with 200 and changes nothing; a claim by "
                    + "another customer is refused with 409, and a guest cannot claim a guest.\n\nExample: an order "
                    + "of 100.00 without `customerId`, with the invite code of Ada, who earns 10 %, returns a "
                    + "`guestId` and accrues 10.00 for Ada. Ben, who has bought for 30.00, claims the guest: he has "
                    + "two orders and a net spend of 130.00, Ada is his referrer and keeps 10.00. A refund of 50.00 "
                    + "on the guest's order takes 5.00 from Ada and half of the points from Ben.")
            .Example("""{"customerId": "c-1042"}""")
            .Scope(Scopes.CustomersWrite).ForBackends(Roles.Support)
            .Problems(
                GuestProblems.GuestNotFound, GuestProblems.GuestClaimed, AccessProblems.IdempotencyKeyReused,
                CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.CustomerId).MerchantId();
            RuleFor(c => c.Body.CustomerId).Must(id => !Guest.Is(id)).WithErrorCode("CUSTOMER_IS_GUEST")
                .WithMessage("A guest cannot claim another guest; name the customer.");
        }
    }

    internal sealed class Handler(
        FlowContext context, ShopSettings settings, PostCommitTierCheck upkeep, LateSuspicion suspicion)
        : IRequestHandler<Command, CreatedOrExisting<GuestClaim>>
    {
        public async Task<CreatedOrExisting<GuestClaim>> Handle(Command command, CancellationToken cancel)
        {
            if (!Guest.Is(command.GuestId)) throw GuestProblems.GuestNotFound.For(command.GuestId);
            var (answer, raised) = await context.Db.Write(
                context.Shop.Id, transaction => Claim(transaction, command), cancel);
            await upkeep.LookAt(context.Shop, raised, cancel);
            if (raised.Length > 0) await suspicion.Look(raised[0], cancel);
            return answer;
        }

        private async Task<(CreatedOrExisting<GuestClaim>, long[] Raised)> Claim(
            ShopTransaction transaction, Command command)
        {
            var (guestId, customerId) = (command.GuestId, command.Body.CustomerId);
            var locking = transaction.Batch();
            var state = locking.ShopState(transaction.ShopId);
            await locking.Run(transaction.Cancel);
            var now = state.First!.Now(context.Shop, context.Time);
            var reads = transaction.Batch();
            reads.EnsureCustomers(transaction.ShopId, [customerId], now);
            var people = reads.LockForClaim(transaction.ShopId, guestId, customerId);
            var claim = reads.FindClaim(transaction.ShopId, guestId);
            await reads.Run(transaction.Cancel);
            var guest = people.List.Find(person => person.CustomerId == guestId)
                ?? throw GuestProblems.GuestNotFound.For(guestId);
            if (claim.First is { } known)
                return known.CustomerId == customerId
                    ? (new CreatedOrExisting<GuestClaim>(known, false), [])
                    : throw GuestProblems.GuestClaimed.Because(
                        $"The guest is the customer '{known.CustomerId}'.", "#/customerId");

            var customer = people.List.Find(person => person.CustomerId == customerId)!;
            var made = new GuestClaim(guestId, customerId, now);
            await CarryBinding(transaction, guest, customer, now);
            var raised = await Move(transaction, guest, customer, state.First!, made);
            return (new CreatedOrExisting<GuestClaim>(made, true), raised);
        }

        /// <summary>Gives the customer the guest's referrer, where the customer has none.</summary>
        private static async Task CarryBinding(
            ShopTransaction transaction, Customer guest, Customer customer, DateTimeOffset now)
        {
            var reads = transaction.Batch();
            var guests = reads.Referrals.Upline(transaction.ShopId, guest.Key, 1);
            var customers = reads.Referrals.Upline(transaction.ShopId, customer.Key, 1);
            await reads.Run(transaction.Cancel);
            if (guests.First is not { } referrer || customers.First is not null) return;
            var outcome = await Binding.Bind(transaction, new BindRequest(
                transaction.ShopId, customer.CustomerId, referrer.CustomerId, BindingSource.Order, null, now));
            if (outcome.Verdict != BindVerdict.Bound) return;
            var carrying = transaction.Batch();
            carrying.FindBuyer(transaction.ShopId, customer.CustomerId);
            await carrying.Run(transaction.Cancel);
            await TeamVolumeTransfer.Bound(transaction, customer.Key);
        }

        /// <summary>Moves everything and commits; answers with the people whose numbers have risen.</summary>
        private async Task<long[]> Move(
            ShopTransaction transaction, Customer guest, Customer customer, ShopState state, GuestClaim made)
        {
            var reads = transaction.Batch();
            var guestChain = reads.Referrals.Upline(transaction.ShopId, guest.Key, Metrics.MaxTeamDepth);
            var chain = reads.Referrals.Upline(transaction.ShopId, customer.Key, Metrics.MaxTeamDepth);
            var guestJourney = reads.Ladder.JourneyOf(transaction.ShopId, guest.Key);
            var journey = reads.Ladder.JourneyOf(transaction.ShopId, customer.Key);
            var lots = new ClaimedLots(reads.Membership, transaction.ShopId, guest.Key, customer.Key);
            var value = new ClaimedValue(reads.Membership, transaction.ShopId, guest.Key, customer.Key);
            await reads.Run(transaction.Cancel);
            var member = await Absorb(transaction, guest, customer, state, made);

            var posting = new PostingContext(transaction.ShopId, made.ClaimedAt, made.ClaimedAt);
            long[] people = [customer.Key, .. chain.List.Select(ancestor => ancestor.Key)];
            var batch = transaction.Batch();
            batch.ClaimGuest(transaction.ShopId, guest.Key, customer.Key, made.ClaimedAt);
            batch.Membership.MoveCoupons(transaction.ShopId, guest.Key, customer.Key);
            batch.Membership.MovePrivilegeUses(transaction.ShopId, guest.Key, customer.Key);
            batch.Membership.MoveContacts(transaction.ShopId, guest.Key, customer.Key);
            batch.Membership.MoveRelations(transaction.ShopId, guest.Key, customer.Key);
            batch.Membership.LookAtClaimed(posting, guest.Key, customer.Key);
            batch.Membership.MoveQuotes(transaction.ShopId, guest.Key, customer.Key);
            if (guestJourney.First is { Orders: > 0 } bought)
            {
                long[] above = [guest.Key, .. guestChain.List.Select(ancestor => ancestor.Key)];
                foreach (var root in new[] { above, people }.Where(one => one.Length <= Metrics.MaxTeamDepth))
                    batch.Referrals.LockRootShared(transaction.ShopId, root[^1]);
                batch.Ladder.MoveOrders(
                    transaction.ShopId, bought, customer.Key, Rungs.Highest([bought.TopRung, journey.First?.TopRung]));
                batch.Commissions.AddVolumes(transaction.ShopId, Volumes.OfClaim(
                    above, people, bought.PaidMinor - bought.RefundedMinor, journey.First is not { Orders: > 0 }));
            }
            lots.Write(batch.Membership, posting);
            value.Write(batch.Membership, posting, context.Shop.Currency);
            if (member is not null)
            {
                batch.Membership.Absorb(posting, guest.Key, customer.Key, member);
                if ((await settings.Members(transaction, state)).AsksHistory)
                    batch.Membership.DoubtPoints(transaction.ShopId, customer.Key);
                batch.Ladder.StampMember(transaction.ShopId, customer.Key, member.MemberSince);
            }
            batch.Announce(posting, "guest.claimed", made);
            await batch.Commit(transaction.Cancel);
            return people.Length > 3 ? people[..3] : people;
        }

        /// <summary>The customer as the orders of both make one; null where the guest never bought.</summary>
        private async Task<MemberChange?> Absorb(
            ShopTransaction transaction, Customer guest, Customer customer, ShopState state, GuestClaim made)
        {
            var members = await settings.Members(transaction, state);
            var reads = transaction.Batch();
            var rows = reads.Membership.Members(transaction.ShopId, [guest.Key, customer.Key]);
            await reads.Run(transaction.Cancel);
            var row = MemberRow.Nobody;
            foreach (var one in rows.List)
            {
                var counted = await settings.CountMember(transaction, context, one.CustomerKey, one.Row);
                if (one.CustomerKey == customer.Key) row = counted;
            }
            if (!rows.List.Exists(one => one.CustomerKey == guest.Key)) return null;
            var looking = transaction.Batch();
            var past = new MemberInputs(looking, transaction.ShopId, members, [guest.Key, customer.Key], []);
            await looking.Run(transaction.Cancel);
            var own = past.Of(customer.Key);
            return MemberRules.Recompute(row, own, [.. own, .. past.Of(guest.Key)], members, made.ClaimedAt);
        }
    }
}
