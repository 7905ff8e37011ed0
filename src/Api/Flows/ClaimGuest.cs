using FluentValidation;
using MediatR;
using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Customers;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;
using SocialCommerce.Ladder;
using SocialCommerce.Membership;
using SocialCommerce.Referrals;

namespace SocialCommerce.Api.Flows;

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
public static class ClaimGuest
{
    /// <summary>Who the guest is.</summary>
    /// <param name="CustomerId">A customer's id; not another guest's.</param>
    public sealed record Body(string CustomerId);

    /// <summary>A claim.</summary>
    public sealed record Command(string GuestId, Body Body) : IRequest<Made<GuestClaim>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/guests/{guestId}/claim", (
                string guestId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(guestId, body), cancel))
            .Describe("claimGuest", "Customers", "Claim a guest for a customer")
            .Scope(Scopes.LadderWrite).ForBackends(Roles.Support).Refuses(404, 409, 422);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.CustomerId).MerchantId();
            RuleFor(c => c.Body.CustomerId).Must(id => !Guest.Is(id)).WithErrorCode("CUSTOMER_IS_GUEST")
                .WithMessage("A guest cannot claim another guest; name the customer.");
        }
    }

    internal sealed class Handler(Desk desk, Settings settings, TierUpkeep upkeep, LateSuspicion suspicion)
        : IRequestHandler<Command, Made<GuestClaim>>
    {
        public async Task<Made<GuestClaim>> Handle(Command command, CancellationToken cancel)
        {
            if (!Guest.Is(command.GuestId)) throw Refused.NotFound("guest", command.GuestId);
            var (answer, raised) = await desk.Db.Write(desk.Shop.Id, work => Claim(work, command), cancel);
            await upkeep.LookAt(desk.Shop, raised, cancel);
            if (raised.Length > 0) await suspicion.Look(raised[0], cancel);
            return answer;
        }

        private async Task<(Made<GuestClaim>, long[] Raised)> Claim(Work work, Command command)
        {
            var (guestId, customerId) = (command.GuestId, command.Body.CustomerId);
            var locking = work.Batch();
            var state = locking.ShopState(work.ShopId);
            await locking.Run(work.Cancel);
            var now = state.First!.Now(desk.Shop, desk.Time);
            var reading = work.Batch();
            reading.Introduce(work.ShopId, [customerId], now);
            var people = reading.LockForClaim(work.ShopId, guestId, customerId);
            var claim = reading.FindClaim(work.ShopId, guestId);
            await reading.Run(work.Cancel);
            var guest = people.List.Find(person => person.CustomerId == guestId)
                ?? throw Refused.NotFound("guest", guestId);
            if (claim.First is { } known)
                return known.CustomerId == customerId
                    ? (new Made<GuestClaim>(known, false), [])
                    : throw Refused.Conflict(
                        "GUEST_CLAIMED", $"The guest is the customer '{known.CustomerId}'.", "#/customerId");

            var customer = people.List.Find(person => person.CustomerId == customerId)!;
            var made = new GuestClaim(guestId, customerId, now);
            await CarryBinding(work, guest, customer, now);
            var raised = await Move(work, guest, customer, state.First!, made);
            return (new Made<GuestClaim>(made, true), raised);
        }

        /// <summary>Who recommended the guest recommended the customer, where nobody else did.</summary>
        private static async Task CarryBinding(Work work, Customer guest, Customer customer, DateTimeOffset now)
        {
            var reading = work.Batch();
            var guests = reading.Upline(work.ShopId, guest.Key, 1);
            var customers = reading.Upline(work.ShopId, customer.Key, 1);
            await reading.Run(work.Cancel);
            if (guests.First is not { } referrer || customers.First is not null) return;
            var outcome = await Binding.Bind(work, new BindRequest(
                work.ShopId, customer.CustomerId, referrer.CustomerId, BindingSource.Order, null, now));
            if (outcome.Verdict != BindVerdict.Bound) return;
            var carrying = work.Batch();
            carrying.CarryCustomer(work.ShopId, customer.CustomerId);
            await carrying.Run(work.Cancel);
            await TeamUpkeep.Bound(work, customer.Key);
        }

        /// <summary>Moves everything and commits; answers with the people whose numbers have risen.</summary>
        private async Task<long[]> Move(
            Work work, Customer guest, Customer customer, ShopState state, GuestClaim made)
        {
            var reading = work.Batch();
            var guestChain = reading.Upline(work.ShopId, guest.Key, Metrics.MaxTeamDepth);
            var chain = reading.Upline(work.ShopId, customer.Key, Metrics.MaxTeamDepth);
            var guestJourney = reading.JourneyOf(work.ShopId, guest.Key);
            var journey = reading.JourneyOf(work.ShopId, customer.Key);
            await reading.Run(work.Cancel);
            var member = await Absorb(work, guest, customer, state, made);

            var when = new Occasion(work.ShopId, made.ClaimedAt, made.ClaimedAt);
            long[] people = [customer.Key, .. chain.List.Select(ancestor => ancestor.Key)];
            var batch = work.Batch();
            batch.Claim(work.ShopId, guest.Key, customer.Key, made.ClaimedAt);
            if (guestJourney.First is { Orders: > 0 } bought)
            {
                long[] above = [guest.Key, .. guestChain.List.Select(ancestor => ancestor.Key)];
                foreach (var root in new[] { above, people }.Where(one => one.Length <= Metrics.MaxTeamDepth))
                    batch.HoldRoot(work.ShopId, root[^1]);
                batch.MoveOrders(
                    work.ShopId, bought, customer.Key, Rungs.Highest([bought.TopRung, journey.First?.TopRung]));
                batch.Add(work.ShopId, Volumes.OfClaim(
                    above, people, bought.PaidMinor - bought.RefundedMinor, journey.First is not { Orders: > 0 }));
            }
            if (member is not null)
            {
                batch.Absorb(when, guest.Key, customer.Key, member);
                batch.StampMember(work.ShopId, customer.Key, member.MemberSince);
            }
            batch.Announce(when, "guest.claimed", made);
            await batch.Commit(work.Cancel);
            return people.Length > 3 ? people[..3] : people;
        }

        /// <summary>The customer as the orders of both make one; null where the guest never bought.</summary>
        private async Task<MemberChange?> Absorb(
            Work work, Customer guest, Customer customer, ShopState state, GuestClaim made)
        {
            var members = await settings.Members(work, state);
            var reading = work.Batch();
            var rows = reading.Members(work.ShopId, [guest.Key, customer.Key]);
            await reading.Run(work.Cancel);
            var row = MemberRow.Nobody;
            foreach (var one in rows.List)
            {
                var counted = await settings.CountMember(work, desk, one.CustomerKey, one.Row);
                if (one.CustomerKey == customer.Key) row = counted;
            }
            if (!rows.List.Exists(one => one.CustomerKey == guest.Key)) return null;
            var looking = work.Batch();
            var past = new MemberReading(looking, work.ShopId, members, [guest.Key, customer.Key], []);
            await looking.Run(work.Cancel);
            var own = past.Of(customer.Key);
            return MemberRules.Recompute(row, own, [.. own, .. past.Of(guest.Key)], members, made.ClaimedAt);
        }
    }
}
