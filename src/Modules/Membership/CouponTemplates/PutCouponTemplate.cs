using Microsoft.AspNetCore.Mvc;

namespace SocialCommerce.Membership.CouponTemplates;

/// <summary>
/// Creates or updates a coupon template (优惠券模板). Each change is a new version; a coupon keeps the terms of the version
/// under which it was issued, and the limits count the coupons of all versions.
/// </summary>
internal static class PutCouponTemplate
{
    /// <summary>A template to make or to change.</summary>
    public sealed record Command(string TemplateId, CouponTerms Body, string? IfMatch) : IRequest<CouponTemplate>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/v1/coupon-templates/{templateId}", (
                string templateId, CouponTerms body, [FromHeader(Name = "If-Match")] string? ifMatch,
                HttpResponse response, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(templateId, body, ifMatch), cancel)
                    .TaggedBy(response, template => template.Version))
            .Describe(
                "putCouponTemplate", "Coupons", "Create or update a coupon template",
                "Creates a coupon template, or replaces its terms: discount, who funds it, audience, stock and limits, "
                    + "claim window, validity, and what a refund does. Each change is a new version; coupons keep "
                    + "the terms under which they were issued, and the limits count the coupons of all versions. A "
                    + "stock below what was issued ends the issue. Sending the terms in force changes nothing; an "
                    + "outdated `If-Match` is refused with 412.")
            .Example("""
                {"name": "10.00 off from 100.00", "fundedBy": "merchant",
                 "discount": {"kind": "amount", "amount": {"amount": 1000, "currency": "CNY"},
                   "productIds": ["p-serum"]},
                 "minimumSpend": {"amount": 10000, "currency": "CNY"}, "validity": {"days": 30},
                 "audience": {"kind": "everyone"},
                 "limits": {"stock": 1000, "perDay": 200, "perCustomer": 2, "perCustomerPerDay": 1},
                 "claimWindow": {"until": "2026-12-31T16:00:00Z"},
                 "returns": {"onRefund": "fullRefund", "graceDays": 7}, "expiryNoticeDays": 3, "status": "active"}
                """)
            .Tagged()
            .Scope(Scopes.MembershipWrite).ForBackends(Roles.Operator)
            .Problems(CommonProblems.ChangedMeanwhile, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.TemplateId).MerchantId();
            RuleFor(c => c.Body).SetValidator(new CouponTermsValidator());
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Command, CouponTemplate>
    {
        public Task<CouponTemplate> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Put(transaction, command), cancel);

        private async Task<CouponTemplate> Put(ShopTransaction transaction, Command command)
        {
            var (shop, terms) = (transaction.ShopId, command.Body);
            var reads = transaction.Batch();
            var found = reads.Rows<CouponTemplate>(LockSql, new { shop, command.TemplateId });
            var state = reads.ShopState(shop);
            await reads.Run(transaction.Cancel);
            var old = found.First;
            EntityTag.Require(command.IfMatch, old?.Version);
            if (old is not null && JsonDifference.First(old.Terms, terms) is null) return old;
            var next = new CouponTemplate(
                command.TemplateId, (old?.Version ?? 0) + 1, terms, old?.Issued ?? 0,
                state.First!.Now(caller.Shop, time));
            var write = transaction.Batch();
            var row = new
            {
                shop,
                next.TemplateId,
                next.Version,
                terms = Json.Write(terms),
                stock = terms.Limits?.Stock,
                next.RecordedAt,
            };
            // Of two that create it at once one meets the other's key, and runs again.
            write.Do(old is null ? InsertSql : UpdateSql, row);
            write.Do(VersionSql, row);
            write.Log(shop, caller, new AuditEntry("couponTemplate", next.TemplateId, old?.Terms, terms));
            await write.Commit(transaction.Cancel);
            return next;
        }
    }

    private const string LockSql = $"""
        select {CouponTemplate.Columns} from coupon_templates
        where shop_id = @shop and template_id = @templateId for no key update
        """;

    private const string InsertSql = """
        insert into coupon_templates (shop_id, template_id, version, terms, stock, recorded_at)
        values (@shop, @templateId, @version, @terms::jsonb, @stock, @recordedAt)
        """;

    private const string UpdateSql = """
        update coupon_templates set version = @version, terms = @terms::jsonb, stock = @stock,
            recorded_at = @recordedAt
        where shop_id = @shop and template_id = @templateId
        """;

    private const string VersionSql = """
        insert into coupon_template_versions (shop_id, template_id, version, terms, recorded_at)
        values (@shop, @templateId, @version, @terms::jsonb, @recordedAt)
        """;
}
