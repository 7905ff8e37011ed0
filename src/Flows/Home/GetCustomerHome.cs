using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using SocialCommerce.Commissions.Balances;
using SocialCommerce.Flows.Context;
using SocialCommerce.Membership.Homes;
using SocialCommerce.Payouts.Transfers;
using SocialCommerce.Referrals.InviteCodes;

namespace SocialCommerce.Flows.Home;

/// <summary>Gets all that the home screen of a mini-program shows of a customer, in one call.</summary>
internal static class GetCustomerHome
{
    private const int UsualDays = 30;
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
            .Problems(CommonProblems.ValidationFailed);

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
            var result = await context.Db.ReadSnapshot(
                context.Shop.Id, transaction => Read(transaction, query), cancel);
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes(Json.Write(result)));
            return new Answer($"\"{Convert.ToHexStringLower(hash.AsSpan(0, 12))}\"", result);
        }

        private async Task<Result> Read(ShopTransaction transaction, Query query)
        {
            var shop = context.Shop;
            var finding = transaction.Batch();
            var customer = finding.FindBuyer(shop.Id, query.CustomerId);
            var shopState = finding.ShopState(shop.Id);
            await finding.Run(transaction.Cancel);
            var state = shopState.First!;
            var now = state.Now(shop, context.Time);
            var reads = transaction.Batch();
            var member = new MemberHomeInputs(reads, shop.Id, now);
            var referral = reads.Referrals.Home(shop.Id);
            var partner = reads.Commissions.PartnerFigures(shop, query.CustomerId, now);
            var transfers = reads.Payouts.ToConfirm(shop.Id, now);
            await reads.Run(transaction.Cancel);
            var home = member.At(shop, await settings.Members(transaction, state), now);
            var minimum = (await settings.Commissions(transaction, state)).InForce(now)?.Content.MinimumPayout ?? 0;
            var toConfirm = transfers.First!;
            return new Result(
                query.CustomerId, customer.First != 0, home, referral.First!, HomePartner.Of(partner.First),
                HomeCommission.Of(shop, partner.First, minimum, toConfirm),
                HomeAction.Of(home, toConfirm, now.AddDays(query.WithinDays ?? UsualDays)));
        }
    }
}
