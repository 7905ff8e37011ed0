using Microsoft.AspNetCore.Mvc;
using SocialCommerce.Membership.Privileges;

namespace SocialCommerce.Membership.Tiers;

/// <summary>
/// Creates or updates a member tier (会员等级): what reaches it, how long it lasts, which privileges it grants. A change
/// applies to all members at once, is stored as a new version, and never shortens a period that has begun. A product
/// that a tier names for the first time grants the tier for earlier orders as well, from their own payment on.
/// </summary>
internal static class PutMemberTier
{
    /// <summary>A tier as the shop wants it.</summary>
    /// <param name="Name">What people read.</param>
    /// <param name="Rank" example="1">1 is the lowest; each rank belongs to one tier.</param>
    /// <param name="Privileges">What its members have.</param>
    /// <param name="GrowthFrom">Growth that reaches the tier; without it, growth does not.</param>
    /// <param name="MemberProducts" example="p-serum">Products that give the tier; each gives one tier only.</param>
    /// <param name="ValidityDays">Days that the tier lasts once reached; unlimited if absent.</param>
    /// <param name="KeepGrowth">
    /// Growth that a member gains within a period to keep the tier at its end; absent: growth from <c>growthFrom</c> on
    /// is enough.
    /// </param>
    /// <param name="KeepSpendMinor">
    /// The same as the value of the orders that earn, in minor units and less refunds; instead of <c>keepGrowth</c>.
    /// </param>
    /// <param name="GraceDays">
    /// Days that the tier stands after a period in which it was not kept, and in which it can still be kept.
    /// </param>
    /// <param name="MaxDrop">How many tiers the end of a period lowers at most; any number if absent.</param>
    /// <param name="NoticeDays">
    /// Days before a member's tier ends, and is not kept, at which <c>member.tierEnding</c> is announced; never if
    /// absent.
    /// </param>
    /// <param name="UpgradeBps">
    /// The share of the days left of lower bought tiers that buying this one adds to it, in basis points: the lower
    /// price of a day divided by the higher one makes a pro-rated upgrade. The lower tiers end; if absent, they run on.
    /// </param>
    public sealed record Body(
        string Name, int Rank, Privilege[] Privileges, long? GrowthFrom = null,
        [property: Most(1_000)] string[]? MemberProducts = null, int? ValidityDays = null, long? KeepGrowth = null,
        long? KeepSpendMinor = null, int? GraceDays = null, int? MaxDrop = null, int? NoticeDays = null,
        int? UpgradeBps = null);

    /// <summary>A tier to make or to change.</summary>
    public sealed record Command(string TierId, Body Body, string? IfMatch) : IRequest<MemberTier>;

    private const int MaxTiers = 100;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/v1/member-tiers/{tierId}", async (
                string tierId, Body body, [FromHeader(Name = "If-Match")] string? ifMatch, HttpResponse response,
                IMediator mediator, CancellationToken cancel) =>
                ShownMemberTier.Of(await mediator.Send(new Command(tierId, body, ifMatch), cancel)
                    .TaggedBy(response, tier => tier.Version)))
            .Describe(
                "putMemberTier", "Membership", "Create or update a member tier",
                "Creates a member tier, or replaces it: what reaches and keeps it, how long it lasts and which "
                    + "privileges it grants. Each change is stored as a new version, applies to all members at once "
                    + "and never shortens a period that has begun; sending the tier in force changes nothing. A tier "
                    + "with `keepGrowth` or `keepSpendMinor` is kept at the end of a period only if the member "
                    + "gained as much in it; otherwise it stands for `graceDays`, and the member keeps it by gaining "
                    + "the rest in these days. Then a lower tier follows, at most `maxDrop` tiers below. A tier that "
                    + "was lost is reached again by what keeps it. A product that is named by a tier for the first "
                    + "time grants the tier for earlier orders as well, from their time of payment. A rank or "
                    + "product that another tier uses is refused with 409, as is the 101st tier; an outdated "
                    + "`If-Match` is refused with 412.")
            .Example("""
                {"name": "Gold", "rank": 2, "growthFrom": 100000, "validityDays": 365, "keepGrowth": 50000,
                 "graceDays": 30, "maxDrop": 1, "noticeDays": 14,
                 "memberProducts": ["p-gold-card"], "privileges": [{"code": "member-price", "kind": "price",
                 "name": "Member price", "value": "5 % off", "grant": {"type": "percentage", "percentBps": 500}},
                 {"code": "free-shipping", "kind": "consumption", "name": "Free shipping",
                 "grant": {"type": "freeShipping"}, "limits": {"perMonth": 4}}]}
                """)
            .Tagged()
            .Scope(Scopes.MembershipWrite).ForBackends(Roles.Operator)
            .Problems(
                MemberTierProblems.ProductTaken, MemberTierProblems.RankTaken, MemberTierProblems.TooManyTiers,
                CommonProblems.ChangedMeanwhile, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.TierId).MerchantId();
            RuleFor(c => c.Body.Name).Line("NAME_INVALID", "A name");
            RuleFor(c => c.Body.Rank).Between(1, 1000);
            RuleFor(c => c.Body.GrowthFrom).Between(0, Money.Limit);
            RuleFor(c => c.Body.ValidityDays).Between(1, 36_500);
            Periods();
            RuleForEach(c => c.Body.MemberProducts).MerchantId();
            RuleFor(c => c.Body.Privileges).Count(0, 100)
                .WithErrorCode("TOO_MANY").WithMessage("A tier has at most 100 privileges.");
            RuleFor(c => c.Body.Privileges)
                .Must(privileges => privileges.DistinctBy(p => p?.Code).Count() == privileges.Length)
                .WithErrorCode("CODE_REPEATED").WithMessage("A privilege's code is unique within its tier.");
            RuleForEach(c => c.Body.Privileges).NotNull().WithErrorCode("REQUIRED")
                .WithMessage("A privilege is an object.").SetValidator(new PrivilegeValidator());
        }

        private const string PeriodRule =
            "Only a tier that growth reaches for a period is kept at its end, and has days of grace.";

        private void Periods()
        {
            RuleFor(c => c.Body.KeepGrowth).Between(1, Money.Limit);
            RuleFor(c => c.Body.KeepSpendMinor).AmountFrom(1);
            RuleFor(c => c.Body.KeepSpendMinor).Null().When(c => c.Body.KeepGrowth is not null)
                .WithErrorCode("KEPT_TWICE").WithMessage("A tier is kept by growth or by spend, not by both.");
            RuleFor(c => c.Body.GraceDays).Between(1, 36_500);
            RuleFor(c => c.Body.MaxDrop).Between(1, MaxTiers);
            RuleFor(c => c.Body.NoticeDays).Between(1, 366);
            RuleFor(c => c.Body.UpgradeBps).Between(1, 10_000);
            RuleFor(c => c.Body.ValidityDays).NotNull().When(c => c.Body.UpgradeBps is not null)
                .WithErrorCode("REQUIRED").WithMessage("Only a tier with a period can be made longer by an upgrade.");
            When(c => c.Body is { KeepGrowth: not null } or { KeepSpendMinor: not null } or { GraceDays: not null }
                or { MaxDrop: not null }, () =>
            {
                RuleFor(c => c.Body.GrowthFrom).NotNull().WithErrorCode("REQUIRED").WithMessage(PeriodRule);
                RuleFor(c => c.Body.ValidityDays).NotNull().WithErrorCode("REQUIRED").WithMessage(PeriodRule);
            });
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time, DeclarationSignal bell)
        : IRequestHandler<Command, MemberTier>
    {
        public async Task<MemberTier> Handle(Command command, CancellationToken cancel)
        {
            var (tier, namesMore) = await Put(command, cancel);
            if (namesMore) await bell.Ring(caller.Shop.Id, cancel);
            return tier;
        }

        private Task<(MemberTier Tier, bool NamesMore)> Put(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, async transaction =>
            {
                var read = transaction.Batch();
                // First, because it locks the shop's row: of two changes at once the second sees the first.
                read.RaiseSettingsVersion(transaction.ShopId);
                var state = read.ShopState(transaction.ShopId);
                var tiers = read.Rows<MemberTier>(MemberCatalogues.TiersSql, new { shop = transaction.ShopId });
                await read.Run(cancel);
                var old = tiers.List.Find(tier => tier.TierId == command.TierId);
                EntityTag.Require(command.IfMatch, old?.Version);
                CheckAmong(tiers.List.Where(tier => tier != old), command);
                var next = Next(old, command, state.First!.Now(caller.Shop, time));
                if (old is not null && IsSame(old, next)) return (old, false);
                var namesMore = next.MemberProducts.Except(old?.MemberProducts ?? []).Any();
                var write = transaction.Batch();
                Add(write, transaction.ShopId, next, namesMore);
                write.Log(transaction.ShopId, caller, new AuditEntry("memberTier", next.TierId, old, next));
                await write.Commit(cancel);
                return (next, namesMore);
            }, cancel);

        private static void Add(SqlBatch batch, long shopId, MemberTier tier, bool namesMore) => batch.Do(InsertSql, new
        {
            shop = shopId,
            tier.TierId,
            tier.Version,
            tier.Name,
            tier.Rank,
            tier.GrowthFrom,
            tier.MemberProducts,
            tier.ValidityDays,
            privileges = Json.Write(tier.Privileges),
            namesMore,
            tier.RecordedAt,
            tier.KeepGrowth,
            tier.KeepSpendMinor,
            tier.GraceDays,
            tier.MaxDrop,
            tier.NoticeDays,
            tier.UpgradeBps,
        });

        private static void CheckAmong(IEnumerable<MemberTier> others, Command command)
        {
            var count = 1;
            foreach (var other in others)
            {
                if (++count > MaxTiers)
                    throw MemberTierProblems.TooManyTiers.Because($"A shop has at most {MaxTiers} member tiers.");
                if (other.Rank == command.Body.Rank)
                    throw MemberTierProblems.RankTaken.Because(
                        $"Tier '{other.TierId}' already has this rank.", "#/rank");
                if (command.Body.MemberProducts?.FirstOrDefault(other.MemberProducts.Contains) is { } product)
                    throw MemberTierProblems.ProductTaken.Because(
                        $"Product '{product}' already grants tier '{other.TierId}'.", "#/memberProducts");
            }
        }

        private static MemberTier Next(MemberTier? old, Command command, DateTimeOffset now)
        {
            var body = command.Body;
            return new MemberTier(
                command.TierId, (old?.Version ?? 0) + 1, body.Name, body.Rank, body.GrowthFrom,
                [.. (body.MemberProducts ?? []).Distinct()], body.ValidityDays, body.Privileges, now,
                body.KeepGrowth, body.KeepSpendMinor, body.GraceDays, body.MaxDrop, body.NoticeDays,
                body.UpgradeBps);
        }

        private static bool IsSame(MemberTier old, MemberTier next) =>
            old.MemberProducts.SequenceEqual(next.MemberProducts)
            && Json.Write(old.Privileges) == Json.Write(next.Privileges)
            && old == next with
            {
                Version = old.Version,
                MemberProducts = old.MemberProducts,
                Privileges = old.Privileges,
                RecordedAt = old.RecordedAt,
            };
    }

    private const string InsertSql = """
        insert into member_tier_versions (shop_id, tier_id, version, name, rank, growth_from, member_products,
            validity_days, privileges, names_more, recorded_at, keep_growth, keep_spend_minor, grace_days, max_drop,
            notice_days, upgrade_bps)
        values (@shop, @tierId, @version, @name, @rank, @growthFrom, @memberProducts, @validityDays,
            @privileges::jsonb, @namesMore, @recordedAt, @keepGrowth, @keepSpendMinor, @graceDays, @maxDrop,
            @noticeDays, @upgradeBps)
        """;
}
