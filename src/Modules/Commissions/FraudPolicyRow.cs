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

/// <summary>A version of the policy as it is kept.</summary>
internal sealed record FraudPolicyRow(long Version, string Policy)
{
    public const string LatestSql = """
        select version, policy from fraud_policies where shop_id = @shop order by version desc limit 1
        """;

    public FraudPolicy.Versioned ToVersion() => new(Version, Json.Read<FraudRules>(Policy));
}
