using Microsoft.AspNetCore.Mvc;

namespace SocialCommerce.Commissions.Fraud;

/// <summary>
/// The fraud signals that hold an order's commission: a versioned setting of the shop, changed by a named person and
/// recorded in the audit log. Without a threshold orders are not scored.
/// </summary>
public static class FraudPolicy
{
    private const int MaxWeight = 1_000;
    private const int MaxOrders = 1_000;
    private const int MaxHours = 24 * 31;
    private const int MaxDays = 365;

    /// <summary>The policy to set.</summary>
    public sealed record Command(FraudRules Body, string? IfMatch) : IRequest<Versioned>;

    /// <summary>The policy in force.</summary>
    public sealed record Query : IRequest<Versioned>;

    /// <summary>A version of the policy; 0 while the shop has set none.</summary>
    public sealed record Versioned(long Version, FraudRules Rules)
    {
        internal static readonly Versioned None = new(0, new FraudRules());
    }

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/v1/fraud-policy", async (
                FraudRules body, [FromHeader(Name = "If-Match")] string? ifMatch, HttpResponse response,
                IMediator mediator, CancellationToken cancel) =>
                Tag(response, await mediator.Send(new Command(body, ifMatch), cancel)))
            .Describe(
                "putFraudPolicy", "Commissions", "Set the fraud policy",
                "Sets the weight of each fraud signal and the score from which an order's commission is held. Without "
                    + "a threshold, orders are not scored. The policy applies to orders recorded from now on, and each "
                    + "version is kept in the audit log. Setting the same policy again changes nothing. Send the "
                    + "current ETag in `If-Match` to avoid overwriting a concurrent change; a stale one is rejected "
                    + "with 412.")
            .Example("""
                {"threshold": 100, "selfReferral": 100, "sharedPayer": 60, "velocity": 40, "velocityOrders": 10,
                 "velocityHours": 24, "wash": 40, "washOrders": 3, "washDays": 30}
                """)
            .Scope(Scopes.CommissionsWrite).ForPersons(Roles.Admin)
            .Problems(CommonProblems.ChangedMeanwhile, CommonProblems.ValidationFailed);
        routes.MapGet("/v1/fraud-policy", async (
                HttpResponse response, IMediator mediator, CancellationToken cancel) =>
                Tag(response, await mediator.Send(new Query(), cancel)))
            .Describe(
                "getFraudPolicy", "Commissions", "Get the fraud policy",
                "Returns the weights and the threshold by which new orders are scored for fraud, with the version as "
                    + "ETag. Before the first policy is set, the default weights without a threshold are returned: no "
                    + "order is scored.")
            .Scope(Scopes.CommissionsRead);
    }

    private static FraudRules Tag(HttpResponse response, Versioned policy)
    {
        response.Headers.ETag = EntityTag.Of(policy.Version);
        return policy.Rules;
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Threshold).Between(1, MaxWeight);
            RuleFor(c => c.Body.SelfReferral).Between(0, MaxWeight);
            RuleFor(c => c.Body.SharedPayer).Between(0, MaxWeight);
            RuleFor(c => c.Body.Velocity).Between(0, MaxWeight);
            RuleFor(c => c.Body.VelocityOrders).Between(2, MaxOrders);
            RuleFor(c => c.Body.VelocityHours).Between(1, MaxHours);
            RuleFor(c => c.Body.Wash).Between(0, MaxWeight);
            RuleFor(c => c.Body.WashOrders).Between(1, MaxOrders);
            RuleFor(c => c.Body.WashDays).Between(1, MaxDays);
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, Versioned>, IRequestHandler<Query, Versioned>
    {
        public Task<Versioned> Handle(Command command, CancellationToken cancel)
        {
            var person = caller.RequirePerson();
            return db.Write(caller.Shop.Id, transaction => Set(transaction, command, person), cancel);
        }

        public async Task<Versioned> Handle(Query query, CancellationToken cancel) =>
            (await db.First<FraudPolicyRow>(
                caller.Shop.Id, FraudPolicyRow.LatestSql, new { shop = caller.Shop.Id }, cancel))?.ToVersion()
            ?? Versioned.None;

        private async Task<Versioned> Set(ShopTransaction transaction, Command command, Person person)
        {
            var read = transaction.Batch();
            // First, because it locks the shop's row: of two changes at once the second sees the first.
            read.RaiseSettingsVersion(transaction.ShopId);
            var state = read.ShopState(transaction.ShopId);
            var latest = read.Rows<FraudPolicyRow>(FraudPolicyRow.LatestSql, new { shop = transaction.ShopId });
            await read.Run(transaction.Cancel);
            var old = latest.First?.ToVersion() ?? Versioned.None;
            EntityTag.Require(command.IfMatch, old.Version);
            if (old.Rules == command.Body) return old;
            var write = transaction.Batch();
            var made = write.Rows<FraudPolicyRow>(InsertSql, new
            {
                shop = transaction.ShopId,
                policy = Json.Write(command.Body),
                setBy = person.OperatorId,
                now = state.First!.Now(caller.Shop, time),
            });
            write.Log(transaction.ShopId, caller, new AuditEntry("fraudPolicy", "fraud", old.Rules, command.Body));
            await write.Commit(transaction.Cancel);
            return made.First!.ToVersion();
        }
    }

    private const string InsertSql = """
        insert into fraud_policies (shop_id, policy, set_by, recorded_at)
        values (@shop, @policy::jsonb, @setBy, @now)
        returning version, policy
        """;
}
