using System.Xml.Linq;
using Shouldly;
using SocialCommerce.Flows.Members;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Membership.MemberNumbers;

/// <summary>Member numbers are unique, follow each other, and are found in every form that they have had.</summary>
public sealed class GiveMemberNumberTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Fifty_at_once_get_fifty_numbers_without_holes_and_each_customer_one()
    {
        var shop = await api.NewShop("manual", now: Day(1));
        string[] customers = [.. Enumerable.Range(0, 50).Select(i => $"c{i}")];
        await shop.Customers(customers);
        (await shop.Post("/v1/members/c0/number", new { })).Refused(409, "MEMBER_NUMBERS_UNSET");
        (await shop.Put("/v1/joining-settings", new { numbers = new { prefix = "M", firstSerial = 70 } })).Must(200);
        var given = await Task.WhenAll(customers.Concat(customers[..10]).Select(customer =>
            shop.Post($"/v1/members/{customer}/number", new { })));
        given.Count(answer => answer.Status == 201).ShouldBe(50);
        given.Count(answer => answer.Status == 200).ShouldBe(10);
        given.Select(answer => answer.Json.GetProperty("serial").GetInt64()).Distinct().Order()
            .ShouldBe(Enumerable.Range(70, 50).Select(serial => (long)serial));
        given.Select(answer => answer.Text("number")).Distinct().Count().ShouldBe(50);
        foreach (var answer in given.Take(3))
            (await shop.Get($"/v1/member-numbers/{answer.Text("number").ToLowerInvariant()}")).Must(200)
                .Text("customerId").ShouldBe(answer.Text("customerId"));
        await shop.Sound();
    }

    [Fact]
    public async Task A_change_of_the_tier_adds_a_form_and_both_find_the_customer()
    {
        api.Settings.Add($"--{TierNoticeSchedule.Setting}=20");
        await api.Instance();
        var shop = await api.NewJoiningShop();
        (await shop.Put("/v1/member-tiers/gold", new { name = "g", rank = 2, privileges = MemberSteps.No })).Must(200);
        await shop.Join();
        (await shop.Get("/v1/members/C/number")).Must(200).Text("number").ShouldBe("M001");
        var person = await api.Operator(shop, "li", Roles.Operator);
        (await person.Invite("i1", new { tierId = "gold", reason = "r", endsAt = Day(30) })).Must(201);
        await Form(shop, "VIP001");
        (await shop.Post("/v1/members/C/number", new { })).Must(200).Text("number").ShouldBe("VIP001");
        await shop.SetClock(Day(30));
        await Form(shop, "M001");
        var number = (await shop.Get("/v1/members/C/number")).Must(200);
        number.List("forms").Select(form => form.GetProperty("number").GetString())
            .ShouldBe(["M001", "VIP001", "M001"]);
        var found = (await shop.Get("/v1/member-numbers/VIP001")).Must(200);
        (found.Text("customerId"), found.Text("numberInUse")).ShouldBe(("C", "M001"));
        (await shop.Get("/v1/member-numbers/M001")).Must(200).Text("customerId").ShouldBe("C");
        (await shop.Get("/v1/member-numbers/M002")).Refused(404, "MEMBER_NUMBER_NOT_FOUND");
        (await shop.Get("/v1/members/D/number")).Refused(404, "MEMBER_NUMBER_NOT_FOUND");
        (await shop.Get("/v1/members/nobody/number")).Refused(404, "CUSTOMER_NOT_FOUND");
        (await shop.Post("/v1/members/nobody/number", new { })).Refused(404, "CUSTOMER_NOT_FOUND");
        await shop.Sound();
    }

    [Fact]
    public async Task The_certificate_shows_what_is_known_and_the_name_that_was_given()
    {
        var shop = await api.NewJoiningShop();
        (await shop.Get("/v1/members/C/certificate")).Refused(404, "MEMBER_NUMBER_NOT_FOUND");
        await shop.Join();
        (await Lines(shop, "?holder=%E6%9D%8E%3Cb%3E")).ShouldBe(["李<b>", "No. M001", "生效日期 2010-12-04"]);
        (await Lines(shop, "")).ShouldContain("C");
        (await shop.Get("/v1/members/C/certificate?holder=%20")).Refused(422, "VALIDATION_FAILED");
        (await shop.Get("/v1/members/nobody/certificate")).Refused(404, "CUSTOMER_NOT_FOUND");
    }

    private static async Task<string[]> Lines(TestShop shop, string query)
    {
        var answer = (await shop.Get($"/v1/members/C/certificate{query}")).Must(200);
        answer.Headers["Content-Type"].ShouldStartWith("image/svg+xml");
        return [.. XDocument.Parse(answer.Body).Descendants().Where(one => one.Name.LocalName == "text")
            .Select(one => one.Value).Skip(3)];
    }

    private static async Task Form(TestShop shop, string number)
    {
        for (var tries = 0; tries < 500; tries++, await Task.Delay(20))
            if ((await shop.Get("/v1/members/C/number")).Must(200).Text("number") == number) return;
        throw new TimeoutException($"No form {number}.");
    }
}
