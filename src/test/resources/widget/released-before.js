console.log("an older build");
