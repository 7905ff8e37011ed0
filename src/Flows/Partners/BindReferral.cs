using SocialCommerce.Commissions.Settings;
using SocialCommerce.Flows.Context;
using SocialCommerce.Flows.Tiers;
using SocialCommerce.Flows.Upline;
using SocialCommerce.Referrals.Bindings;
using SocialCommerce.Referrals.InviteCodes;

namespace SocialCommerce.Flows.Partners;

/// <summary>
/// Binds a customer to a referrer permanently (推荐绑定). The first accepted binding wins; the API rejects self-referrals
/// and cycles. Repeating the same binding succeeds.
/// </summary>
internal static class BindReferral
{
    /// <summary>The customer, and the referrer by id or by invite code, one of the two.</summary>
    public sealed record Body(string CustomerId, string? ReferrerId = null, string? InviteCode = null);

    /// <summary>A binding.</summary>
    public sealed record Command(Body Body) : IRequest<Answer>;

    /// <summary>The binding as it stands.</summary>
    public sealed record Result(string CustomerId, string ReferrerId, DateTimeOffset BoundAt);

    /// <summary>The binding, and whether it was made now.</summary>
    public sealed record Answer(Result Result, bool IsNew);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/referrals", async (Body body, IMediator mediator, CancellationToken cancel) =>
            {
                var answer = await mediator.Send(new Command(body), cancel);
                return answer.IsNew
                    ? Results.Created(LocationOf(answer.Result), answer.Result)
                    : Results.Ok(answer.Result);
            })
            .Describe(
                "bindReferral", "Referrals", "Bind a customer to a referrer",
                "Binds a customer to a referrer, named by `referrerId` or `inviteCode`. The first accepted binding "
                    + "is permanent. Repeating it is answered with 200 and changes nothing; another referrer is "
                    + "refused with 409. Self-referrals and cycles are rejected with 422, an unknown invite code "
                    + "with 404. Unknown customers are created.")
            .Example("""{"customerId": "c-1042", "referrerId": "c-1001"}""")
            .Located()
            .Scope(Scopes.ReferralsWrite).Repeatable().ForBackends(Roles.Support)
            .Produces<Result>(StatusCodes.Status201Created).Produces<Result>(StatusCodes.Status200OK)
            .Problems(
                ReferralProblems.InviteCodeNotFound, ReferralProblems.AlreadyBound, ReferralProblems.ReferralCycle,
                ReferralProblems.SelfReferral, CommonProblems.ValidationFailed);

    private static string LocationOf(Result result) => $"/v1/referrals/{Uri.EscapeDataString(result.CustomerId)}";

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.CustomerId).MerchantId();
            RuleFor(c => c.Body.ReferrerId!).MerchantId().When(c => c.Body.ReferrerId is not null);
            RuleFor(c => c.Body.InviteCode!).MerchantId().When(c => c.Body.InviteCode is not null);
            RuleFor(c => c.Body.ReferrerId).Must((c, _) => (c.Body.ReferrerId is null) != (c.Body.InviteCode is null))
                .WithErrorCode("REFERRER_MISSING").WithMessage("Name either referrerId or inviteCode.");
        }
    }

    internal sealed class Handler(FlowContext context, ShopSettings settings, PostCommitTierCheck upkeep)
        : IRequestHandler<Command, Answer>
    {
        public async Task<Answer> Handle(Command command, CancellationToken cancel)
        {
            var (answer, commissions, gained) = await context.Db.Write(
                context.Shop.Id, transaction => Bind(transaction, command.Body), cancel);
            if (gained is { } referrer) await upkeep.Bound(context.Shop, commissions, referrer, cancel);
            return answer;
        }

        /// <summary>The answer, and the referrer where that one has gained a partner.</summary>
        private async Task<(Answer, CommissionSettings, long? Gained)> Bind(ShopTransaction transaction, Body body)
        {
            var reads = transaction.Batch();
            var claim = context.Idempotency.Claim(reads, transaction.ShopId);
            var state = reads.ShopState(transaction.ShopId);
            var invite = body.InviteCode is { } code ? reads.Referrals.InviteCode(transaction.ShopId, code) : null;
            await reads.Run(transaction.Cancel);
            context.Idempotency.ThrowIfKept(claim, answer => LocationOf(Json.Read<Result>(answer)));
            var referrer = body.ReferrerId ?? invite!.First?.CustomerId
                ?? throw ReferralProblems.InviteCodeNotFound.Because(
                    $"There is no invite code '{body.InviteCode}'.", "#/inviteCode");

            var now = state.First!.Now(context.Shop, context.Time);
            var source = body.InviteCode is null ? BindingSource.Api : BindingSource.InviteCode;
            var outcome = await Binding.Bind(transaction, new BindRequest(
                transaction.ShopId, body.CustomerId, referrer, source, null, now));
            var result = Judge(outcome, body.CustomerId, referrer);
            var isNew = outcome.Verdict == BindVerdict.Bound;
            var gains = isNew && await AddToTeams(transaction, body.CustomerId, outcome.ChildKey, now);
            var commissions = await settings.Commissions(transaction, state.First);
            var writes = transaction.Batch();
            if (isNew) writes.Announce(new PostingContext(transaction.ShopId, now, now), "referral.bound", result);
            context.Idempotency.Keep(writes, transaction.ShopId, isNew ? 201 : 200, Json.Write(result));
            await writes.Commit(transaction.Cancel);
            return (new Answer(result, isNew), commissions, gains ? outcome.ParentKey : null);
        }

        private static async Task<bool> AddToTeams(
            ShopTransaction transaction, string customerId, long childKey, DateTimeOffset now)
        {
            var carrying = transaction.Batch();
            carrying.UpsertAndLockCustomer(transaction.ShopId, customerId, now);
            await carrying.Run(transaction.Cancel);
            return await TeamVolumeTransfer.Bound(transaction, childKey);
        }

        private static Result Judge(BindOutcome outcome, string customerId, string referrerId) => outcome.Verdict switch
        {
            BindVerdict.SelfReferral =>
                throw ReferralProblems.SelfReferral.Because("Customers cannot refer themselves.", "#/referrerId"),
            BindVerdict.Cycle =>
                throw ReferralProblems.ReferralCycle.Because("The referrer stands below this person.", "#/referrerId"),
            BindVerdict.OtherReferrer => throw ReferralProblems.AlreadyBound.Because(
                $"This person already has the referrer '{outcome.ReferrerId}'.", "#/referrerId"),
            _ => new Result(customerId, outcome.ReferrerId ?? referrerId, outcome.BoundAt!.Value),
        };
    }
}
