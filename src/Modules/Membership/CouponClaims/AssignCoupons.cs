using SocialCommerce.Membership.CouponTemplates;

namespace SocialCommerce.Membership.CouponClaims;

/// <summary>
/// Assigns coupons to many customers at once (发券). Each customer gets one coupon of each template or none; the outcome
/// of one customer does not depend on those who come later in the list.
/// </summary>
internal static class AssignCoupons
{
    private const int MaxCustomers = 500;

    // Of a template that was not locked, because its stock was used up.
    private const long NothingLeft = long.MaxValue / 2;

    /// <summary>Who gets what.</summary>
    /// <param name="AssignmentId">The merchant's own id; repeating it changes nothing.</param>
    /// <param name="TemplateIds" example="ten-off">The templates; several are a pack.</param>
    /// <param name="CustomerIds" example="c-1042">The customers.</param>
    public sealed record Command(string AssignmentId, string[] TemplateIds, string[] CustomerIds)
        : IRequest<CreatedOrExisting<CouponAssignment>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/coupon-assignments", (Command command, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(command, cancel))
            .Describe(
                "assignCoupons", "Coupons", "Assign coupons to customers",
                "Assigns one coupon of each named template to each of up to 500 customers, and answers the outcome "
                    + "of each: `assigned` with the codes, or `refused` with the reasons and no coupon of the pack. "
                    + "The stock and the limit per customer hold; the claim window, the audience and the limits of "
                    + "a day do not, because the shop decides. Repeating an assignment under its id changes nothing "
                    + "and returns what was assigned; other content under that id is refused with 409.")
            .Example("""
                {"assignmentId": "birthdays-2026-02", "templateIds": ["ten-off"], "customerIds": ["c-1042", "c-1001"]}
                """)
            .Scope(Scopes.MembershipWrite).RepeatableByItself().ForBackends(Roles.Operator)
            .Problems(
                CouponTemplateProblems.CouponTemplateUnknown, ClaimProblems.CouponAssignmentConflict,
                CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.AssignmentId).MerchantId();
            RuleFor(c => c.TemplateIds).Count(1, ClaimCoupons.MaxTemplates)
                .WithErrorCode("LIST_COUNT").WithMessage($"A pack has 1 to {ClaimCoupons.MaxTemplates} templates.");
            RuleFor(c => c.TemplateIds).Must(ids => ids.Distinct().Count() == ids.Length)
                .WithErrorCode("VALUE_TWICE").WithMessage("A template is named once.");
            RuleForEach(c => c.TemplateIds).MerchantId();
            RuleFor(c => c.CustomerIds).Count(1, MaxCustomers)
                .WithErrorCode("LIST_COUNT").WithMessage($"An assignment has 1 to {MaxCustomers} customers.");
            RuleFor(c => c.CustomerIds).Must(ids => ids.Distinct().Count() == ids.Length)
                .WithErrorCode("VALUE_TWICE").WithMessage("A customer is named once.");
            RuleForEach(c => c.CustomerIds).MerchantId();
        }
    }

    internal sealed class Handler(ClaimContext context) : IRequestHandler<Command, CreatedOrExisting<CouponAssignment>>
    {
        public Task<CreatedOrExisting<CouponAssignment>> Handle(Command command, CancellationToken cancel) =>
            context.Db.Write(context.Shop.Id, transaction => Assign(transaction, command), cancel);

        private async Task<CreatedOrExisting<CouponAssignment>> Assign(ShopTransaction transaction, Command command)
        {
            var (shop, ids) = (transaction.ShopId, command.TemplateIds);
            var reads = transaction.Batch();
            var customers = reads.FindAndLockCustomers(shop, command.CustomerIds);
            var own = reads.Membership.OwnCoupons(shop, command.CustomerIds, ids);
            var state = reads.ShopState(shop);
            var locked = reads.Membership.LockTemplates(shop, ids);
            var templates = reads.Membership.Templates(shop, ids);
            // After the locks, so that of two that repeat each other the second sees the first.
            var known = reads.Rows<KeptAssignment>(FindSql, new { shop, command.AssignmentId });
            await reads.Run(transaction.Cancel);
            if (known.First is { } kept) return Repeated(command, kept);
            if (Array.FindIndex(ids, id => !templates.List.Exists(one => one.TemplateId == id)) is >= 0 and var place)
                throw CouponTemplateProblems.CouponTemplateUnknown.Because(
                    $"There is no coupon template '{ids[place]}'.", $"#/templateIds/{place}");

            var moment = context.Moment(state.First!);
            IssuableTemplate[] pack =
            [
                .. ids.Select(id => locked.List.Find(one => one.TemplateId == id)
                    ?? templates.List.Find(one => one.TemplateId == id)! with { Issued = NothingLeft }),
            ];
            var decision = AssignmentDecision.Of(pack, command.CustomerIds, customers.List, own.List, moment.Now);
            var made = new CouponAssignment(command.AssignmentId, moment.Now, decision.Outcomes);
            var batch = transaction.Batch();
            batch.Do(InsertSql, new
            {
                shop,
                command.AssignmentId,
                content = Json.Write(command),
                answer = Json.Write(made),
                made.RecordedAt,
            });
            batch.Membership.Issue(
                new PostingContext(shop, moment.Now, moment.Now), moment.Day, decision.Coupons, command.AssignmentId);
            await batch.Commit(transaction.Cancel);
            return new CreatedOrExisting<CouponAssignment>(made, true);
        }

        private static CreatedOrExisting<CouponAssignment> Repeated(Command command, KeptAssignment kept) =>
            JsonDifference.First(Json.Read<Command>(kept.Content), command) is { } pointer
                ? throw ClaimProblems.CouponAssignmentConflict.Because(
                    $"Assignment '{command.AssignmentId}' is known with other content.", pointer)
                : new CreatedOrExisting<CouponAssignment>(Json.Read<CouponAssignment>(kept.Answer), false);
    }

    private sealed record KeptAssignment(string Content, string Answer);

    private const string FindSql = """
        select content, answer from coupon_assignments where shop_id = @shop and assignment_id = @assignmentId
        """;

    private const string InsertSql = """
        insert into coupon_assignments (shop_id, assignment_id, content, answer, recorded_at)
        values (@shop, @assignmentId, @content::jsonb, @answer::jsonb, @recordedAt)
        """;
}
