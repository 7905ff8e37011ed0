using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using SocialCommerce.Flows.Context;
using SocialCommerce.Membership.Homes;
using SocialCommerce.Referrals.InviteCodes;

namespace SocialCommerce.Flows.Home;

/// <summary>Gets all that the home screen of a mini-program shows of a customer, in one call.</summary>
internal static class GetCustomerHome
{
    private const int MaxDays = 366;

    /// <summary>The customer, and how soon an action counts as due.</summary>
    public sealed record Query(string CustomerId, int? WithinDays) : IRequest<Answer>;

    /// <summary>The home and its tag.</summary>
    public sealed record Answer(string Tag, Result Result);

    /// <summary>A customer's home.</summary>
    /// <param name="CustomerId">The customer.</param>
    /// <param name="IsKnown">False for a customer of whom nothing was recorded; the home is empty then.</param>
    /// <param name="Member">What the customer has as a member.</param>
    /// <param name="Referral">Invite code, referrer and team.</param>
    /// <param name="Partner">The state as a partner.</param>
    /// <param name="Commission">Commission by where it is.</param>
    /// <param name="Actions">What the customer should do soon, the earliest first.</param>
    public sealed record Result(
        string CustomerId, bool IsKnown, MemberHome Member, ReferralHome Referral, HomePartner Partner,
        HomeCommission Commission, IReadOnlyList<HomeAction> Actions);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/customers/{customerId}/home",
            static async Task<Results<Ok<Result>, StatusCodeHttpResult>> (
                string customerId, int? withinDays, HttpContext http, IMediator mediator, CancellationToken cancel) =>
            {
                var answer = await mediator.Send(new Query(customerId, withinDays), cancel);
                return EntityTag.Answer(http, answer.Tag, answer.Result);
            })
            .Describe(
                "getCustomerHome", "Customers", "Get a customer's home screen",
                "Returns what the home screen of a mini-program shows of a customer: tier with its end and what "
                    + "follows, progress, privileges, points, coupons, stored value, invite code, team, partner "
                    + "state, commission, and what the customer should do within `withinDays` days (30 without it). "
                    + "All of it is of one moment. An unknown customer gets an empty home with `isKnown` false. The "
                    + "ETag changes with the answer, also where time alone changes it.")
            .Tagged()
            .Scope(Scopes.MembershipRead).Produces(StatusCodes.Status304NotModified)
            .Problems(CommonProblems.StillRunning, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.CustomerId).MerchantId();
            RuleFor(q => q.WithinDays).Between(1, MaxDays);
        }
    }

    internal sealed class Handler(FlowContext context, ShopSettings settings) : IRequestHandler<Query, Answer>
    {
        public async Task<Answer> Handle(Query query, CancellationToken cancel)
        {
            var (shop, now) = (context.Shop, Timestamps.Micro(context.Time.GetUtcNow()));
            var inputs = await Read(query, now, cancel);
            if (inputs.State.Now(shop, now) is var shopTime && shopTime != now)
                // The machine's clock is not the shop's: a sandbox, or a period closed ahead of it.
                inputs = await Read(query, now = shopTime, cancel);
            var members = await settings.Members(shop.Id, inputs.State, cancel);
            var commissions = await settings.Commissions(shop.Id, inputs.State, cancel);
            var result = inputs.At(query, shop, (members, commissions), now);
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes(Json.Write(result)));
            return new Answer($"\"{Convert.ToHexStringLower(hash.AsSpan(0, 12))}\"", result);
        }

        private Task<HomeInputs> Read(Query query, DateTimeOffset now, CancellationToken cancel) =>
            context.Db.ReadSnapshot(context.Shop.Id, async transaction =>
            {
                var batch = transaction.Batch();
                var inputs = new HomeInputs(batch, context.Shop, query.CustomerId, now);
                await batch.Commit(transaction.Cancel);
                return inputs;
            }, cancel);
    }
}
