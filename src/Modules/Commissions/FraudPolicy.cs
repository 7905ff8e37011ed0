using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Commissions;

/// <summary>What a shop finds suspicious in an order: a weight for each sign, and the score that holds.</summary>
/// <param name="Threshold">From this score on the order's commission is held; absent: nothing is looked for.</param>
/// <param name="SelfReferral">Buyer and beneficiary share a document, phone, email or device.</param>
/// <param name="SharedPayer">Buyer and beneficiary pay from one account.</param>
/// <param name="Velocity">At least <c>velocityOrders</c> orders of one leg in <c>velocityHours</c>.</param>
/// <param name="VelocityOrders">Of a beneficiary's leg, this order included.</param>
/// <param name="VelocityHours">Up to the order's payment.</param>
/// <param name="Wash">The buyer has had <c>washOrders</c> orders refunded whole in <c>washDays</c>.</param>
/// <param name="WashOrders">Orders of the buyer that were bought and given back.</param>
/// <param name="WashDays">Up to the order's payment.</param>
public sealed record FraudRules(
    int? Threshold = null, int SelfReferral = 100, int SharedPayer = 60, int Velocity = 40, int VelocityOrders = 10,
    int VelocityHours = 24, int Wash = 40, int WashOrders = 3, int WashDays = 30);

/// <summary>
/// Which signs of fraud hold an order's commission. It is a setting of the shop: versioned, changed by a named person,
/// and in the change log. Without a threshold orders are not looked at.
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

    /// <summary>A version of the policy; 0 while nobody has set one.</summary>
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
            .Describe("putFraudPolicy", "Commissions", "Say which signs of fraud hold commissions")
            .Scope(Scopes.CommissionsWrite).ForPersons(Roles.Admin).Refuses(412, 422);
        routes.MapGet("/v1/fraud-policy", async (
                HttpResponse response, IMediator mediator, CancellationToken cancel) =>
                Tag(response, await mediator.Send(new Query(), cancel)))
            .Describe("getFraudPolicy", "Commissions", "Show which signs of fraud hold commissions")
            .Scope(Scopes.CommissionsRead);
    }

    private static FraudRules Tag(HttpResponse response, Versioned policy)
    {
        response.Headers.ETag = VersionTag.Of(policy.Version);
        return policy.Rules;
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body).HasNo(rules =>
        [
            .. Fault.Outside("threshold", rules.Threshold ?? 1, 1, MaxWeight),
            .. Fault.Outside("selfReferral", rules.SelfReferral, 0, MaxWeight),
            .. Fault.Outside("sharedPayer", rules.SharedPayer, 0, MaxWeight),
            .. Fault.Outside("velocity", rules.Velocity, 0, MaxWeight),
            .. Fault.Outside("velocityOrders", rules.VelocityOrders, 2, MaxOrders),
            .. Fault.Outside("velocityHours", rules.VelocityHours, 1, MaxHours),
            .. Fault.Outside("wash", rules.Wash, 0, MaxWeight),
            .. Fault.Outside("washOrders", rules.WashOrders, 1, MaxOrders),
            .. Fault.Outside("washDays", rules.WashDays, 1, MaxDays),
        ]);
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, Versioned>, IRequestHandler<Query, Versioned>
    {
        public Task<Versioned> Handle(Command command, CancellationToken cancel)
        {
            var person = caller.RequirePerson();
            return db.Write(caller.Shop.Id, work => Set(work, command, person), cancel);
        }

        public async Task<Versioned> Handle(Query query, CancellationToken cancel) =>
            (await db.First<FraudPolicyRow>(
                caller.Shop.Id, FraudPolicyRow.LatestSql, new { shop = caller.Shop.Id }, cancel))?.ToVersion()
            ?? Versioned.None;

        private async Task<Versioned> Set(Work work, Command command, Person person)
        {
            var read = work.Batch();
            // First, because it locks the shop's row: of two changes at once the second sees the first.
            read.RaiseSettingsVersion(work.ShopId);
            var state = read.ShopState(work.ShopId);
            var latest = read.Rows<FraudPolicyRow>(FraudPolicyRow.LatestSql, new { shop = work.ShopId });
            await read.Run(work.Cancel);
            var old = latest.First?.ToVersion() ?? Versioned.None;
            VersionTag.Require(command.IfMatch, old.Version);
            if (old.Rules == command.Body) return old;
            var write = work.Batch();
            var made = write.Rows<FraudPolicyRow>(InsertSql, new
            {
                shop = work.ShopId,
                policy = Json.Write(command.Body),
                setBy = person.OperatorId,
                now = state.First!.Now(caller.Shop, time),
            });
            write.Log(work.ShopId, caller, new Change("fraudPolicy", "fraud", old.Rules, command.Body));
            await write.Commit(work.Cancel);
            return made.First!.ToVersion();
        }
    }

    private const string InsertSql = """
        insert into fraud_policies (shop_id, policy, set_by, recorded_at)
        values (@shop, @policy::jsonb, @setBy, @now)
        returning version, policy
        """;
}

/// <summary>A version of the policy as it is kept.</summary>
internal sealed record FraudPolicyRow(long Version, string Policy)
{
    public const string LatestSql = """
        select version, policy from fraud_policies where shop_id = @shop order by version desc limit 1
        """;

    public FraudPolicy.Versioned ToVersion() => new(Version, Json.Read<FraudRules>(Policy));
}
