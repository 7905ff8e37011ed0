using SocialCommerce.Membership.Coupons;
using SocialCommerce.Membership.CouponTemplates;
using SocialCommerce.Membership.Members;

namespace SocialCommerce.Membership.CouponClaims;

/// <summary>
/// Issues one coupon of each named template to a customer who claims them (领券): all of them, or none.
/// </summary>
internal static class ClaimCoupons
{
    /// <summary>Most templates of one claim.</summary>
    public const int MaxTemplates = 10;

    /// <summary>A claim.</summary>
    /// <param name="TemplateIds" example="ten-off">
    /// The templates; several are a pack, of which the customer gets all coupons or none.
    /// </param>
    public sealed record Body(string[] TemplateIds);

    /// <summary>A customer's claim.</summary>
    public sealed record Command(string CustomerId, Body Body) : IRequest<IResult>;

    /// <summary>What was issued.</summary>
    /// <param name="Coupons">One coupon for each template, in the order of the request.</param>
    public sealed record Result(IReadOnlyList<Coupon> Coupons);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/customers/{customerId}/coupons", (
                string customerId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(customerId, body), cancel))
            .Describe(
                "claimCoupons", "Coupons", "Claim coupons",
                "Issues one coupon of each named template to a customer who claims them. Several templates are a "
                    + "pack: all coupons are issued, or none. Stock and limits are exact however many claim at once. "
                    + "A claim outside the window, of an ended or a sold-out template, beyond a limit or by a "
                    + "customer outside the audience is refused with 409 and names the template. Send an "
                    + "`Idempotency-Key`: without one, each request is another claim.")
            .Example("""{"templateIds": ["ten-off"]}""")
            .Scope(Scopes.MembershipWrite).Repeatable().ForBackends(Roles.Support, Roles.Operator)
            .Produces<Result>(StatusCodes.Status201Created)
            .Problems(
                CustomerProblems.CustomerNotFound, CouponTemplateProblems.CouponTemplateUnknown,
                ClaimProblems.CouponClaimClosed, ClaimProblems.CouponNotForCustomer, ClaimProblems.CouponSoldOut,
                ClaimProblems.CouponLimitReached, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.TemplateIds).Count(1, MaxTemplates)
                .WithErrorCode("LIST_COUNT").WithMessage($"A claim has 1 to {MaxTemplates} templates.");
            RuleFor(c => c.Body.TemplateIds).Must(ids => ids.Distinct().Count() == ids.Length)
                .WithErrorCode("VALUE_TWICE").WithMessage("A template is named once.");
            RuleForEach(c => c.Body.TemplateIds).MerchantId();
        }
    }

    internal sealed class Handler(ClaimContext context, Idempotency idempotency) : IRequestHandler<Command, IResult>
    {
        public Task<IResult> Handle(Command command, CancellationToken cancel) =>
            context.Db.Write(context.Shop.Id, transaction => Claim(transaction, command), cancel);

        private async Task<IResult> Claim(ShopTransaction transaction, Command command)
        {
            var (shop, ids) = (transaction.ShopId, command.Body.TemplateIds);
            var reads = transaction.Batch();
            var kept = idempotency.Claim(reads, shop);
            var customer = reads.FindBuyer(shop, command.CustomerId);
            reads.LockBuyer(shop);
            var member = reads.Membership.Member(shop);
            var own = reads.Membership.OwnCoupons(shop, [command.CustomerId], ids);
            var state = reads.ShopState(shop);
            var locked = reads.Membership.LockTemplates(shop, ids);
            var templates = reads.Membership.Templates(shop, ids);
            await reads.Run(transaction.Cancel);
            idempotency.ThrowIfKept(kept);
            if (customer.First == 0) throw CustomerProblems.CustomerNotFound.For(command.CustomerId);

            var moment = context.Moment(state.First!);
            var tier = await context.TierOf(
                member.First, templates.List.Select(one => one.Terms), state.First!, moment.Now, transaction.Cancel);
            var coupons = new List<NewCoupon>();
            for (var i = 0; i < ids.Length; i++)
            {
                var template = Claimable(ids[i], $"#/templateIds/{i}", locked.List, templates.List);
                var reasons = ClaimRules.Claim(
                    template, own.List.FindAll(one => one.TemplateId == ids[i]), tier, member.First is null, moment);
                if (reasons is [var reason, ..]) throw ClaimProblems.Of(reason, ids[i], $"#/templateIds/{i}");
                coupons.Add(NewCoupon.Of(template, customer.First, command.CustomerId, moment.Now));
            }
            var answer = Json.Write(new Result([.. coupons.Select(one => one.Shown(moment.Now))]));
            var batch = transaction.Batch();
            batch.Membership.Issue(
                new PostingContext(shop, moment.Now, moment.Now), moment.Day, coupons, assignmentId: null);
            idempotency.Keep(batch, shop, StatusCodes.Status201Created, answer);
            await batch.Commit(transaction.Cancel);
            return Results.Text(answer, "application/json", statusCode: StatusCodes.Status201Created);
        }

        /// <summary>The template as it was locked; without a lock only its last coupon can have been issued.</summary>
        private static IssuableTemplate Claimable(
            string id, string pointer, List<IssuableTemplate> locked, List<IssuableTemplate> known)
        {
            if (locked.Find(one => one.TemplateId == id) is { } template) return template;
            throw known.Exists(one => one.TemplateId == id)
                ? ClaimProblems.Of(UnavailableReason.None(UnavailableReason.SoldOut), id, pointer)
                : CouponTemplateProblems.CouponTemplateUnknown.Because(
                    $"There is no coupon template '{id}'.", pointer);
        }
    }
}
